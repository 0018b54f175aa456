// Draws every gallery View in light and dark at three widths, runs axe over each, and looks for
// sideways scrolling, hidden focus, console errors and violations of the product's own CSP.
//   node scripts/shots.mjs [folder] [--only=text] [--widths=1280,768,360] [--themes=light,dark] [--no-axe] [--text=200] [--forced]
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build, preview } from 'vite'

const ui = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const given = process.argv.slice(2)
const option = (name, otherwise) => given.find((each) => each.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
const folder = resolve(ui, given.find((each) => !each.startsWith('--')) ?? '../out/gallery')
const widths = option('widths', '1280,768,360').split(',').map(Number)
const themes = option('themes', 'light,dark').split(',')
const only = option('only', '')
const text = Number(option('text', '100'))
const withAxe = !given.includes('--no-axe')

const csp = JSON.parse(readFileSync(join(ui, '../tauri.conf.json'), 'utf8')).app.security.csp
const outDir = join(ui, 'node_modules/.gallery')
rmSync(outDir, { recursive: true, force: true })
await build({ root: ui, mode: 'gallery', logLevel: 'warn', build: { outDir, emptyOutDir: true } })
const server = await preview({
  root: ui,
  build: { outDir },
  preview: { port: 0, headers: { 'Content-Security-Policy': csp } },
  logLevel: 'warn',
})
const address = server.resolvedUrls.local[0]
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  // The size of text as a person sets it, so that media queries follow.
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', `--blink-settings=defaultFontSize=${(16 * text) / 100}`],
})
let pictures = 0
const complaints = []

for (const theme of themes) {
  const context = await browser.newContext({
    colorScheme: theme,
    reducedMotion: 'reduce',
    forcedColors: given.includes('--forced') ? 'active' : 'none',
  })
  // The product freezes Object.prototype; find out here what would not survive that.
  await context.addInitScript(() => Object.freeze(Object.prototype))
  const page = await context.newPage()
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  await page.goto(address)
  await page.waitForFunction(() => window.gallery)
  const names = (await page.evaluate(() => window.gallery)).filter((name) => name.includes(only))

  for (const name of names) {
    for (const width of widths) {
      const at = `${name} ${theme} ${width}`
      await page.setViewportSize({ width, height: 780 })
      await page.goto(`${address}?view=${name}`)
      await page.waitForSelector('main h1')
      await page.evaluate(() => document.fonts.ready)
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (sideways > 0) complaints.push(`${at}: ${sideways} px too wide`)
      if (withAxe) {
        // Playwright evaluates outside the page's CSP.
        await page.evaluate(axe)
        const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), tags)
        for (const violation of violations) {
          complaints.push(`${at}: ${violation.id} (${violation.nodes.length}): ${violation.nodes[0].html.slice(0, 160)} ${violation.nodes[0].failureSummary?.replace(/\s+/g, ' ').slice(0, 300)}`)
        }
      }
      if (theme === themes[0]) complaints.push(...(await hiddenFocus(page)).map((each) => `${at}: focus hidden on ${each}`))
      const height = await page.evaluate(() => document.documentElement.scrollHeight)
      await page.setViewportSize({ width, height: Math.max(780, height) })
      await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) })
      pictures += 1
    }
  }
  await context.close()
}
await browser.close()
await server.close()

/** Tabs through the page; says which focused controls end up behind the footer or the bar. */
async function hiddenFocus(page) {
  const hidden = []
  for (let presses = 0; presses < 90; presses += 1) {
    await page.keyboard.press('Tab')
    const where = await page.evaluate(() => {
      const at = document.activeElement
      if (!at || at === document.body) return null
      const box = at.getBoundingClientRect()
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      const seen = top !== null && (at.contains(top) || top.contains(at) || at.parentElement?.contains(top))
      return { name: at.dataset.testid ?? at.tagName, seen }
    })
    if (!where) break
    if (!where.seen) hidden.push(where.name)
  }
  return hidden
}

console.log(`${pictures} pictures in ${folder}`)
console.log(complaints.length === 0 ? 'axe, width, CSP and console: nothing to complain about' : complaints.join('\n'))
process.exit(complaints.length === 0 ? 0 : 1)
