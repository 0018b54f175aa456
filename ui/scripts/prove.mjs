// Every golden View x light, dark, forced colours x 1280, 768, 360 px in a real browser: axe,
// sideways scrolling, hidden focus, small targets, faint colours, console errors and violations
// of the product's CSP; 320 px (400 % zoom of 1280) and text at 200 % besides. Prints figures.
//   node scripts/prove.mjs [--only=text] [--no-axe]
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { THEMES, axe, flag, inParallel, names, openGallery, openPage, option, resize, show, ui } from './gallery.mjs'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// Of markup that was looked at already, only these see a new width, or a new colour scheme.
const BY_WIDTH = ['target-size', 'scrollable-region-focusable']
const BY_COLOUR = ['color-contrast', 'link-in-text-block']
const WIDTHS = [1280, 768, 360]
const AT_ONCE = 2
const LEAST = { text: 4.5, field: 3, ring: 3, target: 24 }
const MOST_WORDS = 60

const began = Date.now()
const complaints = []
const complain = (text) => complaints.push(text)
const gallery = await openGallery()
const looks = readFileSync(join(ui, 'scripts/inpage.js'), 'utf8')
const only = option('only', '')

/** The worst of each kind, by theme. */
const figures = {}
function note(theme, kind, found, least) {
  if (!found) return
  const kept = (figures[theme] ??= {})[kind]
  if (!kept || found.ratio < kept.ratio) figures[theme][kind] = found
  if (found.ratio < LEAST[least]) complain(`${found.at}: ${kind} ${found.ratio.toFixed(2)}:1 on ${found.name}`)
}
let smallest = null
const words = {}
const runs = { axe: 0, cells: 0, focused: 0 }

async function aPage(browser) {
  const page = await openPage(browser, complain)
  if (!flag('no-axe')) await page.context().addInitScript({ content: axe })
  await page.context().addInitScript({ content: `addEventListener('DOMContentLoaded', () => {${looks}})` })
  return page
}

/**
 * axe where it can find something new: in full on new markup, and else the rules that go by
 * width or by colours. Forced colours are left to the contrast computed here: axe reads
 * `-webkit-text-fill-color`, of which Chromium tells the colour that is not forced.
 */
async function runAxe(page, at, theme, width, seen) {
  const markup = await page.evaluate(() => window.proof.signature())
  const isNew = !seen.has(markup)
  if (isNew) seen.set(markup, width)
  const first = seen.get(markup) === width
  let runOnly
  if (theme === 'light') runOnly = isNew ? { type: 'tag', values: TAGS } : { type: 'rule', values: BY_WIDTH }
  else if (theme === 'dark' && first) runOnly = { type: 'rule', values: BY_COLOUR }
  else if (theme === 'forced' && width === WIDTHS[0]) runOnly = { type: 'tag', values: TAGS }
  else return
  runs.axe += 1
  const found = await page.evaluate(
    async ([runOnly, forced]) => {
      const rules = forced ? { 'color-contrast': { enabled: false } } : {}
      const { violations } = await window.axe.run(document, { runOnly, rules, resultTypes: ['violations'] })
      return violations.map(({ id, nodes }) => ({ id, count: nodes.length, html: nodes[0].html.slice(0, 200), why: nodes[0].failureSummary }))
    },
    [runOnly, theme === 'forced'],
  )
  for (const { id, count, html, why } of found) complain(`${at}: axe ${id} (${count}): ${html} ${why?.replace(/\s+/g, ' ').slice(0, 300)}`)
}

async function prove(page, name) {
  await page.emulateMedia(THEMES.light)
  await resize(page, 1280)
  await show(gallery, page, name)
  // What is focused by a script shows its ring as long as the keyboard was used last.
  await page.keyboard.press('Tab')
  await page.evaluate(() => document.activeElement?.blur())
  words[name] = await page.evaluate(() => window.proof.wordCount())
  if (words[name].page > MOST_WORDS && !name.includes('extreme')) complain(`${name}: ${words[name].page} words, at most ${MOST_WORDS}`)
  const primaries = await page.evaluate(() => window.proof.primaries())
  if (primaries > 1) complain(`${name}: ${primaries} primary buttons`)
  const seen = new Map()
  for (const width of WIDTHS) {
    await resize(page, width)
    for (const [theme, media] of Object.entries(THEMES)) {
      const at = `${name} ${theme} ${width}`
      runs.cells += 1
      await page.emulateMedia(media)
      const found = await page.evaluate((walk) => {
        const { sideways, textContrast, borderContrast, focusWalk, targets, clipped, overlapping } = window.proof
        return {
          sideways: sideways(),
          text: textContrast(),
          field: borderContrast('input, textarea, select'),
          focus: walk ? focusWalk() : null,
          targets: walk ? targets() : [],
          clipped: walk ? clipped() : [],
          overlapping: walk ? overlapping() : [],
        }
      }, theme === 'light' || width === 1280)
      if (found.sideways > 0) complain(`${at}: ${found.sideways} px too wide`)
      const placed = (figure) => figure && { ...figure, at }
      note(theme, 'text', placed(found.text), 'text')
      note(theme, 'border of a field', placed(found.field), 'field')
      note(theme, 'focus ring', placed(found.focus?.ring), 'ring')
      runs.focused += found.focus?.count ?? 0
      for (const hidden of found.focus?.hidden ?? []) complain(`${at}: focus: ${hidden}`)
      for (const target of found.targets) {
        if (!smallest || target.size < smallest.size) smallest = { ...target, at }
        if (target.size < LEAST.target) complain(`${at}: target of ${target.width.toFixed(0)}x${target.height.toFixed(0)} px: ${target.name}`)
      }
      for (const cut of found.clipped) complain(`${at}: cut off: ${cut}`)
      for (const over of found.overlapping) complain(`${at}: one over the other: ${over}`)
      if (!flag('no-axe')) await runAxe(page, at, theme, width, seen)
    }
  }
  await page.emulateMedia(THEMES.light)
  await resize(page, 320)
  const wide = await page.evaluate(() => window.proof.sideways())
  if (wide > 0) complain(`${name} 320: ${wide} px too wide`)
  await proveLarge(page, name)
}

/** With text at 200 %: nothing is cut off, laid over something, too wide or hidden. */
async function proveLarge(page, name) {
  await sizeOfText(page, 200)
  for (const width of [1280, 768]) {
    await resize(page, width, 1024)
    const found = await page.evaluate(() => {
      const { sideways, clipped, overlapping, focusWalk } = window.proof
      return { sideways: sideways(), clipped: clipped(), overlapping: overlapping(), hidden: focusWalk().hidden }
    })
    const at = `${name} 200 % ${width}`
    if (found.sideways > 0) complain(`${at}: ${found.sideways} px too wide`)
    for (const cut of found.clipped) complain(`${at}: cut off: ${cut}`)
    for (const over of found.overlapping) complain(`${at}: one over the other: ${over}`)
    for (const hidden of found.hidden) complain(`${at}: focus: ${hidden}`)
  }
  await sizeOfText(page, 100)
}

/** As a person sets it in the browser, so that media queries follow. */
async function sizeOfText(page, percent) {
  const session = (page.session ??= await page.context().newCDPSession(page))
  await session.send('Page.setFontSizes', { fontSizes: { standard: (16 * percent) / 100, fixed: (13 * percent) / 100 } })
}

const browser = await gallery.browser()
const open = await Promise.all(Array.from({ length: AT_ONCE }, () => aPage(browser)))
const all = (await names(gallery, open[0])).filter((name) => name.includes(only))
// In a browser of its own: what draws no more may be all of it.
await inParallel(all, open, prove, async () => aPage(await gallery.browser()))
await gallery.close()

for (const [theme, kinds] of Object.entries(figures)) {
  for (const [kind, { ratio, at, name }] of Object.entries(kinds)) console.log(`${theme}: faintest ${kind} ${ratio.toFixed(2)}:1 (${at}: ${name})`)
}
if (smallest) console.log(`smallest target ${smallest.width.toFixed(1)} x ${smallest.height.toFixed(1)} px (${smallest.at}: ${smallest.name})`)
const wordy = Object.entries(words).filter(([name]) => !name.includes('extreme'))
const [most] = wordy.toSorted(([, a], [, b]) => b.page - a.page)
if (most) console.log(`most words on a page: ${most[1].page} (${most[0]}); on average ${Math.round(wordy.reduce((sum, [, { page }]) => sum + page, 0) / wordy.length)}`)
if (flag('words')) for (const [name, { page, told }] of Object.entries(words).sort(([, a], [, b]) => b.page - a.page)) console.log(`words: ${page} + ${told} told: ${name}`)
console.log(`${all.length} golden Views x ${WIDTHS.length} widths x ${Object.keys(THEMES).length} colour schemes: ${runs.cells} looked at, axe run ${runs.axe} times, ${runs.focused} controls focused, in ${Math.round((Date.now() - began) / 1000)} s`)
console.log(complaints.length === 0 ? 'nothing to complain about' : `${complaints.length} complaints:\n${complaints.join('\n')}`)
process.exit(complaints.length === 0 ? 0 : 1)
