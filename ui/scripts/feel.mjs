// How the window feels, in a real browser: how long from a View to its picture on a table of 500
// rows, and what moves under the reader's eyes while a check streams in.
//   node scripts/feel.mjs [--rounds=200] [--webkit]
// The times are figures, printed and never judged; a page that moves by itself fails. With
// --webkit: the times in WebKitGTK too, and no check.
import { flag, openGallery, openPage, option } from './gallery.mjs'
import { golden, table, ticks, told } from './many.mjs'
import { openWebKit } from './webkit.mjs'

const WIDTHS = [1280, 400]
const rounds = Number(option('rounds', '200'))
const complaints = []
const gallery = await openGallery()
const browser = await gallery.browser()

function figure(where, times) {
  console.log(
    `figure: a tick among 500 rows, ${where}, ${times.length} times: View to layout ${told(times.map(([laid]) => laid))}; to the end of the frame that paints it ${told(times.map(([, frame]) => frame))}`,
  )
}

async function inChromium(width) {
  const page = await openPage(browser, (text) => complaints.push(text), { viewport: { width, height: 780 } })
  await page.goto(`${gallery.address}?view=role-some-ticked`)
  await page.waitForSelector('main h1')
  figure(`Chromium ${browser.version()}, ${width} px`, await page.evaluate(ticks, [table(500), rounds]))
  await page.context().close()
}

async function inWebKit() {
  const webkit = await openWebKit()
  try {
    for (const asked of WIDTHS) {
      const width = await webkit.size(asked, 780)
      await webkit.goto(`${gallery.address}?view=role-some-ticked`)
      figure(`WebKitGTK ${webkit.version}, ${width} px`, await webkit.evaluate(ticks, [table(500), rounds]))
    }
  } finally {
    await webkit.close()
  }
}

/** A check from its first moment to its end, one line settled after the other. */
async function stream(width) {
  const end = golden('check')
  const start = golden('check-begins')
  const before = [...start.page.gates, ...start.page.rows]
  const page = await openPage(browser, (text) => complaints.push(text), { viewport: { width, height: 780 } })
  await page.goto(`${gallery.address}?view=check-begins`)
  await page.waitForSelector('main h1')
  const lines = [...end.page.gates, ...end.page.rows]
  const slow = golden('check-slow').page.slow
  // Each line is asked about, then settled.
  const views = lines.flatMap((_, told) =>
    [0, 1].map((settled) => {
      const so = (line, at) => {
        if (at < told + settled) return line
        return at === told ? { ...before[at], verdict: 'running', verdictText: 'Checking', evidence: '' } : before[at]
      }
      const all = lines.map(so)
      const gates = all.slice(0, end.page.gates.length)
      return { ...start, page: { ...start.page, slow: told > 4 ? slow : null, done: told + settled, gates, rows: all.slice(gates.length) } }
    }),
  )
  const moved = await page.evaluate(async (views) => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    window.present(views[0])
    await painted()
    await painted()
    const moved = []
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        for (const { node, previousRect, currentRect } of shift.sources) {
          const [down, across] = [Math.round(currentRect.y - previousRect.y), Math.round(currentRect.x - previousRect.x)]
          // A word that grows where it stands has not moved.
          if (down === 0 && across === 0) continue
          const name = node?.dataset?.testid ?? node?.className ?? node?.nodeName ?? '?'
          moved.push(`${name} by ${down} px down, ${across} px across`)
        }
      }
    }).observe({ type: 'layout-shift' })
    for (const view of views) {
      window.present(view)
      await painted()
    }
    await painted()
    return moved
  }, views)
  await page.context().close()
  console.log(`figure: a check of ${lines.length} lines streams in, ${width} px: ${moved.length} things moved`)
  for (const each of new Set(moved)) complaints.push(`${width} px: ${each}`)
}

for (const width of WIDTHS) await inChromium(width)
if (flag('webkit')) await inWebKit()
else for (const width of WIDTHS) await stream(width)
await gallery.close()
if (!flag('webkit')) console.log(complaints.length === 0 ? 'nothing moves by itself' : complaints.join('\n'))
process.exit(complaints.length === 0 ? 0 : 1)
