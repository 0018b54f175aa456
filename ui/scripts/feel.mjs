// How the window feels, in a real browser: how long from a View to its picture on a table of 500
// rows, and what moves under the reader's eyes while a check streams in.
//   node scripts/feel.mjs [--rounds=200] [--width=1280]
// The times are figures, printed and never judged; a page that moves by itself fails.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openGallery, openPage, option, ui } from './gallery.mjs'

const rounds = Number(option('rounds', '200'))
const golden = (name) => JSON.parse(readFileSync(join(ui, `src/gallery/views/${name}.json`), 'utf8'))
const complaints = []
const gallery = await openGallery()
const browser = await gallery.browser()

/** The permission table of a real View, with its rows again and again until there are so many. */
function table(rows) {
  const view = golden('role-some-ticked')
  const { groups } = view.page.grid
  const all = []
  for (let n = 0; all.flatMap((group) => group.rows).length < rows; n += 1) {
    const group = structuredClone(groups[n % groups.length])
    group.module += ` ${n}`
    for (const row of group.rows) {
      row.line += ` ${n}`
      row.name += ` ${n}`
      row.tick.item += ` ${n}`
      row.tables = null
    }
    all.push(group)
  }
  view.page.grid.groups = all
  return view
}

/** Milliseconds from the View's arrival to the layout it brings, and to the frame after it. */
async function ticks(width) {
  const page = await openPage(browser, (text) => complaints.push(text), { viewport: { width, height: 780 } })
  await page.goto(`${gallery.address}?view=role-some-ticked`)
  await page.waitForSelector('main h1')
  const times = await page.evaluate(
    async ([view, rounds]) => {
      const frame = () => new Promise((done) => requestAnimationFrame(done))
      const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      window.present(structuredClone(view))
      await painted()
      const times = []
      for (let n = 0; n < rounds; n += 1) {
        // As it comes from Rust: every object a new one.
        view = structuredClone(view)
        const rows = view.page.grid.groups.flatMap((group) => group.rows)
        const row = rows[(n * 37) % rows.length]
        row.ticked = !row.ticked
        await frame()
        const began = performance.now()
        window.present(view)
        await new Promise(queueMicrotask)
        await Promise.resolve()
        void document.body.offsetHeight
        const laid = performance.now() - began
        await painted()
        times.push([laid, performance.now() - began])
      }
      return times
    },
    [table(500), rounds],
  )
  await page.context().close()
  const at = (which, part) => {
    const sorted = times.map((time) => time[which]).sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1)
  }
  console.log(`figure: a tick among 500 rows, ${width} px, ${rounds} times: View to layout median ${at(0, 0.5)}, p95 ${at(0, 0.95)}, max ${at(0, 1)} ms; to the end of the frame that paints it median ${at(1, 0.5)}, p95 ${at(1, 0.95)} ms`)
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

for (const width of [1280, 400]) await ticks(width)
for (const width of [1280, 400]) await stream(width)
await gallery.close()
console.log(complaints.length === 0 ? 'nothing moves by itself' : complaints.join('\n'))
process.exit(complaints.length === 0 ? 0 : 1)
