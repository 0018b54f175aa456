// Draws gallery Views for a look by eye: `npm run shots -- FOLDER --only=role --widths=1280,360`.
//   node scripts/shots.mjs [folder] [--only=text] [--widths=1280,768,360] [--themes=light,dark,forced] [--text=200]
// What a machine can find wrong with them, prove.mjs finds.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { THEMES, names, openGallery, openPage, option, resize, show, ui } from './gallery.mjs'

const folder = resolve(ui, process.argv.slice(2).find((each) => !each.startsWith('--')) ?? '../out/gallery')
const widths = option('widths', '1280,768,360').split(',').map(Number)
const themes = option('themes', 'light,dark').split(',')
mkdirSync(folder, { recursive: true })

const complaints = []
const gallery = await openGallery()
const page = await openPage(await gallery.browser({ text: Number(option('text', '100')) }), (text) => complaints.push(text))
const only = option('only', '')
const all = (await names(gallery, page)).filter((name) => name.includes(only))
for (const name of all) {
  await show(gallery, page, name)
  for (const theme of themes) {
    await page.emulateMedia(THEMES[theme])
    for (const width of widths) {
      await resize(page, width)
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      await resize(page, width, Math.max(780, height))
      await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) })
    }
  }
}
await gallery.close()
console.log(`${all.length * themes.length * widths.length} pictures in ${folder}`)
console.log(complaints.join('\n'))
process.exit(complaints.length === 0 ? 0 : 1)
