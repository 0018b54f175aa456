/** As many rows as a glance takes in; the rest waits behind "Show all". */
export const GLANCE = 6

export function shorten<T>(rows: T[]): { first: T[]; rest: T[] } {
  return { first: rows.slice(0, GLANCE), rest: rows.slice(GLANCE) }
}
