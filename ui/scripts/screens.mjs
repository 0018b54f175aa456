// The pictures of docs/screens: every page once and what goes wrong most, light and dark, and
// light in a narrow window. `--write` draws them anew; without it they are drawn and compared,
// and one that has changed fails with its name and a picture of the difference in out/screens.
//   node scripts/screens.mjs [--write] [--hinting=full]
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { THEMES, flag, openGallery, openPage, option, resize, show, ui } from './gallery.mjs'

const PAGES = {
  'The way from the first page to the last': [
    ['start', 'Which product are you connecting?'],
    ['start-update-newer', 'A newer version, once somebody asked'],
    ['start-chosen', 'Before you begin'],
    ['site', 'Your ConnectWise'],
    ['site-found', 'Your ConnectWise, found'],
    ['role-vectis', 'The security role'],
    ['member-vectis', 'The API member'],
    ['keys', 'The key pair'],
    ['keys-kept', 'The key pair, kept'],
    ['clientId', 'The client ID'],
    ['check-running', 'The check under way'],
    ['check', 'The check, passed'],
    ['save', 'Save'],
    ['handOver', 'Hand over'],
    ['done', 'Done'],
  ],
  'When something is amiss': [
    ['start-troubles', 'Files that could not be read'],
    ['start-update-not-ours', 'An update that somebody else made'],
    ['site-missing', 'A field that was left empty'],
    ['site-unknown', 'A company ID that nobody knows'],
    ['site-region-down', 'A region that is down, and another that knows the company'],
    ['keys-vault-locked', 'A keychain that is locked'],
    ['check-failed', 'Keys that are refused'],
    ['check-intercepted', 'Something before ConnectWise'],
    ['check-practice-ShortRole', 'A role that is too narrow, rehearsed'],
    ['check-wide', 'A role that is too wide'],
    ['check-practice-SwappedKeys', 'Swapped keys, rehearsed'],
  ],
}
// For docs/design-system.md.
const DESIGN = [['design', 'The design system']]
const LOOKS = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 360 },
]
// Both pictures are made small first, eight pixels into one, so that the edges of letters, which
// another Chromium draws otherwise, do not count, and what stands elsewhere does. Measured: see
// docs/screens/README.md.
const SHRINK = '12.5%'
const FUZZ = '10%'
const MOST = 3

const docs = resolve(ui, '../docs/screens')
const out = resolve(ui, '../out/screens')
const fresh = join(out, 'drawn')
rmSync(out, { recursive: true, force: true })
mkdirSync(fresh, { recursive: true })

const complaints = []
const gallery = await openGallery()
const hinting = option('hinting', '')
const browser = await gallery.browser(hinting ? { hinting: `--font-render-hinting=${hinting}` } : {})
const page = await openPage(browser, (text) => complaints.push(text))
const files = []
for (const [name] of [...Object.values(PAGES).flat(), ...DESIGN]) {
  await show(gallery, page, name)
  for (const { theme, width } of name === 'design' ? LOOKS.slice(0, 2) : LOOKS) {
    await page.emulateMedia(THEMES[theme])
    await resize(page, width)
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await resize(page, width, Math.max(780, height))
    const file = `${name}-${theme}-${width}.png`
    await page.screenshot({ path: join(fresh, file), animations: 'disabled' })
    files.push(file)
  }
}
await gallery.close()

/** No picture takes as long, on a busy machine either. */
const limits = { encoding: 'utf8', timeout: 300_000, killSignal: 'SIGKILL' }
const magick = (program, args) => execFileSync(program, args, limits)

if (flag('write')) write()
else compare()
console.log(complaints.join('\n') || `${files.length} pictures, as they are in docs/screens`)
process.exit(complaints.length === 0 ? 0 : 1)

/** Few colours make small files; the pages have few. */
function write() {
  mkdirSync(docs, { recursive: true })
  for (const old of readdirSync(docs)) if (old.endsWith('.png')) rmSync(join(docs, old))
  for (const file of files) magick('convert', [join(fresh, file), '-strip', '+dither', '-colors', '96', `PNG8:${join(docs, file)}`])
  writeFileSync(join(docs, 'README.md'), readme())
}

function compare() {
  const kept = existsSync(docs) ? readdirSync(docs).filter((name) => name.endsWith('.png')) : []
  for (const name of kept) if (!files.includes(name)) complaints.push(`${name} is in docs/screens and not drawn any more`)
  for (const file of files) {
    const far = kept.includes(file) ? distance(file) : 'not there'
    if (flag('figures')) console.log(`${far} ${file}`)
    if (!(far <= MOST)) complaints.push(`${file}: ${typeof far === 'number' ? `${far} places differ` : far}`)
  }
  if (readFileSync(join(docs, 'README.md'), 'utf8') !== readme()) complaints.push('docs/screens/README.md is not up to date')
  if (complaints.length > 0) complaints.push('Look at out/screens. Where it is as it should be, run `make screens` and commit docs/screens.')
}

/** How many places of 8 by 8 pixels differ; more than a few are a change that somebody sees. */
function distance(file) {
  const [before, after] = [join(docs, file), join(fresh, file)]
  const size = (path) => magick('identify', ['-format', '%wx%h', path])
  const difference = join(out, file)
  if (size(before) !== size(after)) {
    spawnSync('convert', [before, after, '+append', difference], limits)
    return 'another size'
  }
  const small = (path) => ['(', path, '-alpha', 'off', '-colorspace', 'sRGB', '-filter', 'Box', '-resize', SHRINK, ')']
  const strongest = ['-compose', 'Difference', '-composite', '-separate', '-evaluate-sequence', 'Max', '-threshold', FUZZ]
  const counted = magick('convert', [...small(before), ...small(after), ...strongest, '-format', '%[fx:mean*w*h]', 'info:'])
  const places = Math.round(Number(counted))
  if (places > MOST) spawnSync('compare', ['-fuzz', FUZZ, before, after, difference], limits)
  return places
}

function readme() {
  const picture = (name, { theme, width }) => `<img src="${name}-${theme}-${width}.png" width="${width === 360 ? 150 : 400}" alt="${theme}, ${width} px">`
  const sections = Object.entries(PAGES).map(
    ([title, pages]) => `## ${title}\n\n${pages.map(([name, says]) => `### ${says}\n\n${LOOKS.map((look) => picture(name, look)).join('\n')}\n`).join('\n')}`,
  )
  return `# What Keywright looks like

Made by \`make screens\` from golden Views: the assistant's own answers, drawn in Chromium. \`make test\` draws them again and
fails when one has changed; a changed picture is looked at, made anew with \`make screens\`, and reviewed with the change.

Pictures are compared at an eighth of their size, so that the edges of letters do not count: at most ${MOST} places of 8 by 8 pixels
may differ by more than ${FUZZ}. Measured: drawn twice, 0 to 3 differ; with another hinting of the font 0; with **Continue** moved by
4 pixels 20, with the Copy buttons of a page moved by 6 pixels 6 and more.

${sections.join('\n')}`
}
