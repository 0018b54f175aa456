/** What has not changed in a View stays the object it was, so that its drawing is left alone. */
import { describe, expect, it } from 'vitest'
import { views } from '../src/gallery/views'
import { session, start } from '../src/session.svelte'
import { share } from '../src/share'
import type { GridRow, View } from '../src/types'
import { extreme } from './extreme'
import { gallery, pageOf } from './window'

/** The same numbers at each run (mulberry32). */
function dice(seed: number) {
  return (sides: number) => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % sides
  }
}
type Dice = ReturnType<typeof dice>

const NAMES = ['is', 'rows', 'text', 'toString', 'length', '0']

function anything(roll: Dice, deep = 4): unknown {
  const kind = roll(deep > 0 ? 9 : 6)
  if (kind < 6) return [null, true, false, 0, 'a', ''][kind]
  const some = <T>(make: (n: number) => T) => Array.from({ length: roll(4) }, (_, n) => make(n))
  if (kind === 6) return some(() => anything(roll, deep - 1))
  return Object.fromEntries(some(() => [NAMES[roll(NAMES.length)], anything(roll, deep - 1)]))
}

/** The same with something changed here and there: all of it new objects. */
function changed(roll: Dice, value: unknown): unknown {
  if (roll(12) === 0) return anything(roll, 2)
  if (Array.isArray(value)) {
    const parts = value.map((part) => changed(roll, part))
    if (roll(6) === 0) parts.splice(roll(parts.length + 1), roll(2), ...(roll(2) ? [anything(roll, 1)] : []))
    return parts
  }
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).map(([name, part]) => [name, changed(roll, part)])
  return Object.fromEntries(roll(8) === 0 ? parts.slice(1) : parts)
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze)
  return value
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const isPart = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Where a part equals the one in its place before, and is another object all the same. */
function copies(before: unknown, result: unknown, path = ''): string[] {
  if (!isPart(before) || !isPart(result) || before === result) return []
  if (same(before, result)) return [path]
  // Where lists differ in length, another entry may be the counterpart.
  if (Array.isArray(before) && Array.isArray(result) && before.length !== result.length) return []
  return Object.keys(result).flatMap((name) => (Object.hasOwn(before, name) ? copies(before[name], result[name], `${path}.${name}`) : []))
}

describe('sharing', () => {
  it('changes nothing, answers what came, and keeps whatever is equal', () => {
    const roll = dice(20261125)
    let kept = 0
    for (let round = 0; round < 4000; round += 1) {
      const before = freeze(anything(roll))
      const after = freeze(roll(8) === 0 ? anything(roll) : changed(roll, before))
      const result = share(before, after)
      expect(result).toStrictEqual(after)
      expect(copies(before, result)).toEqual([])
      if (isPart(before) && result === before) kept += 1
    }
    expect(kept).toBeGreaterThan(100)
  })

  it('holds for every golden View after the one beside it', () => {
    const all = Object.values(views).map(freeze)
    for (const [n, after] of all.entries()) {
      const before = all[n === 0 ? all.length - 1 : n - 1]
      expect(same(share(before, after), after)).toBe(true)
      expect(copies(before, share(before, after))).toEqual([])
      expect(share(after, structuredClone(after))).toBe(after)
    }
  })

  it('tells a missing field from one without a value, and a list from an object', () => {
    expect(share({ a: 1, b: undefined }, { a: 1, c: undefined })).toStrictEqual({ a: 1, c: undefined })
    expect(share({ 0: 'a' }, ['a'])).toStrictEqual(['a'])
    expect(share(['a'], { 0: 'a' })).toStrictEqual({ 0: 'a' })
    expect(share([], {})).toStrictEqual({})
  })

  it.each([0, 3, 9])('keeps the rows before and after one that went or came, at %i', (at) => {
    const all = freeze(Array.from({ length: 10 }, (_, n) => ({ name: `row ${n}` })))
    const fewer = freeze(structuredClone(all.toSpliced(at, 1)))
    const went = share(all, fewer)
    expect(went).toEqual(fewer)
    expect(went.every((row, n) => row === all[n < at ? n : n + 1])).toBe(true)
    const came = share(fewer, structuredClone(all))
    expect(came).toEqual(all)
    expect(came.every((row, n) => n === at || row === fewer[n < at ? n : n - 1])).toBe(true)
  })
})

/** What Rust sends goes to the session, and nothing is drawn. */
async function listen(first: View) {
  let show = (_: View) => {}
  await start({
    watch: async (onView) => {
      show = onView
      onView(first)
    },
    act: async () => {},
  })
  return show
}

describe('a View that comes after another', () => {
  const rows = (view: View | null): GridRow[] => (view ? (pageOf(view, 'role').grid?.groups ?? []).flatMap((group) => group.rows) : [])

  it('brings one new row for one tick among 500', async () => {
    const first = extreme['role, all but one']?.()
    if (!first) throw new Error('no such View')
    const show = await listen(first)
    const before = rows(session.view)
    const next = structuredClone(first)
    const last = rows(next).at(-1)
    if (last) last.ticked = true
    show(next)
    expect(session.view).toEqual(next)
    const after = rows(session.view)
    expect(after).toHaveLength(500)
    expect(after.flatMap((row, n) => (row === before[n] ? [] : [n]))).toEqual([499])
  })

  it('is the very View before where nothing has changed', async () => {
    const show = await listen(gallery('check'))
    const before = session.view
    show(gallery('check'))
    expect(session.view).toBe(before)
  })
})
