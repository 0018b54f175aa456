// A permission table of 500 rows, made up from a golden View, and what is measured on it inside a
// page, whichever browser that is in.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ui } from './gallery.mjs'

export const golden = (name) => JSON.parse(readFileSync(join(ui, `src/gallery/views/${name}.json`), 'utf8'))

/** The permission table of a real View, with its rows again and again until there are so many. */
export function table(rows) {
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

/**
 * In the page: so many ticks, one after another, all over the table. For each, milliseconds from
 * the arrival of the View, as JSON, to the layout it brings, and to the end of the frame that
 * paints it.
 */
export async function ticks([view, rounds]) {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  while (!window.present) await frame()
  const { grid } = view.page
  const rows = grid.groups.flatMap((group) => group.rows)
  const set = (of) => of.filter((row) => row.ticked).length
  // All that Rust changes with a tick.
  const tick = (row) => {
    row.ticked = !row.ticked
    row.tick.on = !row.ticked
    const group = grid.groups.find((each) => each.rows.includes(row))
    group.progress = `${set(group.rows)} of ${group.rows.length} set`
    group.done = set(group.rows) === group.rows.length
    grid.set = set(rows)
    grid.total = rows.length
    grid.progress = `${grid.set} of ${rows.length} set`
    const next = rows.slice(rows.indexOf(row) + 1).find((each) => !each.ticked) ?? rows.find((each) => !each.ticked)
    grid.inHand = next && { ...grid.inHand, line: next.line, row: next, left: `${rows.length - grid.set} to go`, next: next.name }
  }
  window.present(JSON.parse(JSON.stringify(view)))
  await painted()
  await painted()
  const times = []
  for (let n = 0; n < rounds; n += 1) {
    tick(rows[(n * 37) % rows.length])
    const json = JSON.stringify(view)
    await painted()
    await frame()
    const began = performance.now()
    window.present(JSON.parse(json))
    await new Promise(queueMicrotask)
    await Promise.resolve()
    void document.body.offsetHeight
    const laid = performance.now() - began
    await painted()
    times.push([laid, performance.now() - began])
  }
  return times
}

/** "median 1.2, p95 3.4, max 5.6 ms" */
export function told(times) {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1)
  return `median ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} ms`
}
