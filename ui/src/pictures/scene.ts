/**
 * What a drawing shows, as data: made from the View by one file per page, drawn by
 * Drawing.svelte. Nothing here knows a product: every text is the View's or in words.ts.
 */
import { plain } from '../marked'
import type { Field, Instruction } from '../types'
import { words } from '../words'

/** One screen of somebody else's product, and the one place on it to press, fill or read next. */
export interface Scene {
  id: string
  /** One or two words: the drawing's name among its neighbours. */
  title: string
  /** What a reader is told in place of the drawing. */
  label: string
  screen: Screen
}

export interface Picture {
  scenes: Scene[]
  /** The scene that the ticks ask for. */
  now: string
  /** The scene once the person is at the list that the ticks stand in, where that is another. */
  there: string
}

/** Where a screen is: the address of a browser, or a menu path. */
interface Place {
  address: string | null
  crumbs: string[]
  title: string
}

export type Screen =
  | ({ is: 'list' } & Place & { menu: string[]; tabs: string[]; press: Press | null; rows: ListRow[] })
  | ({ is: 'form' } & Place & { tabs: string[]; lines: FormLine[]; save: Press | null; buttons: Press[]; said: string | null })
  | ({ is: 'grid' } & Place & { columns: string[]; lines: GridLine[]; save: Press })
  | ({ is: 'tables' } & Place & { allowed: string; others: string; tables: TableLine[]; save: Press })
  | ({ is: 'bar' } & Place & { before: string; host: string; after: string; marked: boolean })

export interface Press {
  label: string
  marked: boolean
}

export interface ListRow {
  /** Empty: one of the others, drawn as a grey line. */
  name: string
  /** What stands beside it, empty for nothing. */
  value: string
  marked: boolean
}

export interface FormLine {
  label: string
  /** What stands in the field, or is to be put there; empty: whatever the person decides. */
  value: string
  kind: 'type' | 'choose' | 'secret'
  filled: boolean
  marked: boolean
  /** A word beside the field: "shown once". */
  tag: string | null
  /** The word says that nothing is left to do here: "pasted". */
  done: boolean
}

export type GridLine =
  | { is: 'module'; name: string; open: boolean; done: boolean }
  | { is: 'row'; name: string; cells: GridCell[]; ticked: boolean; marked: boolean; customize: boolean }

export interface GridCell {
  level: string
  needed: boolean
}

export interface TableLine {
  group: string
  name: string
  ticked: boolean
  marked: boolean
}

/** "Drawing: Security Roles, + is marked". */
export function labelOf(place: string, marked: string | null): string {
  return words.picture.label(plain(place), marked === null ? null : plain(marked))
}

/** A field of a form; empty and not marked, unless said otherwise. */
export const field = (label: string, value: string, more: Partial<FormLine> = {}): FormLine => ({
  label, value, kind: 'type', filled: false, marked: false, tag: null, done: false, ...more,
})

export const press = (label: string, marked: boolean): Press => ({ label, marked })

/** Grey lines around the row that matters, so that a list looks like a list. */
export const others = (count: number): ListRow[] => Array.from({ length: count }, () => ({ name: '', value: '', marked: false }))

/** The first of the steps that names a place. */
export function placeOf(steps: Instruction[]): { path: string[]; sign: string | null } {
  const step = steps.find(({ trail }) => trail.length > 0)
  return { path: step?.trail ?? [], sign: step?.sign ?? null }
}

export const trailOf = (steps: Instruction[]): string[] => placeOf(steps).path

/** What a step gives to be typed. */
export function typed(steps: Instruction[]): string {
  return steps.find((step) => step.copy !== null)?.copy?.value ?? ''
}

/** Whether a field of the page holds something that will do. */
export const holds = (of: Field | null) => of !== null && (of.masked !== null || of.value !== '') && of.remark?.stops !== true

/** Where in `total` lines a window of `room` lines begins, so that line `at` stands in its middle or below. */
export function begin(total: number, room: number, at: number): number {
  const before = Math.floor((room * 3) / 5)
  return Math.max(0, Math.min(at - before, total - room))
}
