// Prints the documents that `cargo test -p runtime --test it record::` leaves in out/records, on A4
// and on Letter, runs axe over each on a screen (light, dark, narrow), and looks for sideways
// scrolling, requests and complaints of the browser.
//   node scripts/records.mjs [folder] [--only=text]
import { mkdirSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { axe } from './gallery.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const given = process.argv.slice(2)
const only = given.find((each) => each.startsWith('--only='))?.slice('--only='.length) ?? ''
const folder = resolve(given.find((each) => !each.startsWith('--')) ?? join(root, 'out/records/printed'))
const from = join(root, 'out/records')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const complaints = []
let printed = 0
for (const name of readdirSync(from).filter((each) => each.endsWith('.html') && each.includes(only))) {
  const file = pathToFileURL(join(from, name)).href
  const stem = join(folder, name.replace(/\.html$/, ''))
  for (const [width, colorScheme] of [[1280, 'light'], [1280, 'dark'], [360, 'light']]) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    const at = `${name} ${colorScheme} ${width}`
    page.on('request', (request) => request.url() === file || complaints.push(`${at} asks for ${request.url()}`))
    page.on('console', (message) => complaints.push(`${at}: ${message.text()}`))
    await page.goto(file)
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (sideways > 0) complaints.push(`${at}: ${sideways} px too wide`)
    // Playwright evaluates outside the page's CSP.
    await page.evaluate(axe)
    const { violations } = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), tags)
    for (const violation of violations) complaints.push(`${at}: ${violation.id} (${violation.nodes.length}): ${violation.nodes[0].html.slice(0, 160)}`)
    await page.screenshot({ path: `${stem}-${colorScheme}-${width}.png`, fullPage: true })
    if (width === 1280 && colorScheme === 'light') {
      for (const format of ['A4', 'Letter']) await page.pdf({ path: `${stem}-${format}.pdf`, format, preferCSSPageSize: true })
      printed += 1
    }
    await page.close()
  }
}
await browser.close()
if (printed === 0) complaints.push(`no documents in ${from}: run cargo test -p runtime --test it record::first`)
console.log(`${printed} documents printed into ${folder}`)
console.log(complaints.length === 0 ? 'axe, width, requests and console: nothing to complain about' : complaints.join('\n'))
process.exit(complaints.length === 0 ? 0 : 1)
