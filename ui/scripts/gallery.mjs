// The gallery in a real Chromium: builds it, serves it under the product's own CSP, and opens
// pages in it. The other scripts here look at it.
import { readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { build, preview } from 'vite'

export const ui = resolve(dirname(fileURLToPath(import.meta.url)), '..')
export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const THEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
}

// A page that hangs is waited for without a limit: whoever is not done by then, however busy the
// machine is, never will be. At the end of this program its browsers end too.
const LONGEST = 45 * 60_000
setTimeout(() => {
  console.error(`not done in ${LONGEST / 60_000} minutes`)
  process.exit(1)
}, LONGEST).unref()

/** Seconds for one View in every width and colour: it takes two, and ten on a busy machine. */
const PATIENCE = 120

const FONTS_AS_DRAWN = '--font-render-hinting=none'

/** `name=value` among the arguments, or otherwise. */
export const option = (name, otherwise) => process.argv.slice(2).find((each) => each.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise
export const flag = (name) => process.argv.includes(`--${name}`)

export async function openGallery() {
  const csp = JSON.parse(readFileSync(join(ui, '../tauri.conf.json'), 'utf8')).app.security.csp
  const outDir = join(ui, `node_modules/.gallery-${process.pid}`)
  await build({ root: ui, mode: 'gallery', logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({
    root: ui,
    build: { outDir },
    preview: { port: 0, headers: { 'Content-Security-Policy': csp } },
    logLevel: 'warn',
  })
  const address = server.resolvedUrls.local[0]
  const browsers = []
  return {
    address,
    /** `text`: the size of text in per cent, as a person sets it, so that media queries follow. */
    async browser({ text = 100, hinting = FONTS_AS_DRAWN } = {}) {
      const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb', hinting, `--blink-settings=defaultFontSize=${(16 * text) / 100}`],
      })
      browsers.push(browser)
      return browser
    },
    async close() {
      await Promise.all(browsers.map((browser) => browser.close()))
      await server.close()
      rmSync(outDir, { recursive: true, force: true })
    },
  }
}

/** A page that tells what it complains about, as the product would freeze its prototypes. */
export async function openPage(browser, complain, options = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 780 }, ...options })
  await context.addInitScript(() => {
    Object.freeze(Object.prototype)
    // What would go by itself after a while stays, however slow this machine is.
    const later = window.setTimeout
    window.setTimeout = (call, wait = 0, ...more) => (wait < 1000 ? later(call, wait, ...more) : 0)
    window.setInterval = () => 0
  })
  const page = await context.newPage()
  const where = () => new URL(page.url()).searchParams.get('view') ?? page.url()
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complain(`${where()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complain(`${where()}: ${error.message}`))
  return page
}

export async function names(gallery, page) {
  await page.goto(gallery.address)
  await page.waitForFunction(() => window.gallery)
  return page.evaluate(() => window.gallery)
}

/** Shows a View as a window that has just been opened on it. */
export async function show(gallery, page, name) {
  await page.goto(`${gallery.address}?view=${name}`)
  await page.waitForSelector('main h1')
  await page.evaluate(() => document.fonts.ready)
}

/** Resizes the window, and waits until what depends on its width has been drawn anew. */
export async function resize(page, width, height = 780) {
  await page.setViewportSize({ width, height })
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** `promise`, or none when it takes longer than this. */
function within(seconds, promise) {
  let timer
  const late = new Promise((done) => {
    timer = setTimeout(() => done(false), seconds * 1000)
  })
  return Promise.race([promise.then(() => true), late]).finally(() => clearTimeout(timer))
}

/**
 * Takes each of `list` once, with so many pages at a time. Chromium now and then draws no more in a
 * page, and whoever waits for the next frame waits for ever: then the page is opened anew, once.
 */
export async function inParallel(list, pages, work, anew) {
  const queue = [...list]
  await Promise.all(
    pages.map(async (page) => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        if (await within(PATIENCE, work(page, next))) continue
        console.error(`opened anew: ${next}`)
        page = await anew()
        if (!(await within(PATIENCE, work(page, next)))) throw new Error(`${next} hangs`)
      }
    }),
  )
}
