/**
 * Rust sends the whole View at each change, all of it new objects. What is as it was gets the
 * object it had before, so that whatever is drawn from it is left alone: Svelte tells a change
 * by identity.
 */

/** Equal to `after`; a part that equals its counterpart in `before` is that very object. */
export function share<T>(before: unknown, after: T): T {
  return shared(before, after) as T
}

function shared(before: unknown, after: unknown): unknown {
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after
  if (Array.isArray(before) !== Array.isArray(after)) return after
  return Array.isArray(after) ? list(before as unknown[], after) : fields(before as Fields, after as Fields)
}

/** Entries are compared by place; where a list has grown or shrunk, from both of its ends. */
function list(before: unknown[], after: unknown[]): unknown[] {
  const longer = before.length - after.length
  const differs = longer === 0 ? 0 : after.findIndex((part, at) => !Object.is(shared(before[at], part), before[at]))
  const parts = after.map((part, at) => shared(before[differs < 0 || at < differs ? at : at + longer], part))
  return longer === 0 && parts.every((part, at) => Object.is(part, before[at])) ? before : parts
}

type Fields = Record<string, unknown>

function fields(before: Fields, after: Fields): Fields {
  const names = Object.keys(after)
  let same = names.length === Object.keys(before).length
  const parts: Fields = {}
  for (const name of names) {
    parts[name] = shared(before[name], after[name])
    same &&= name in before && Object.is(parts[name], before[name])
  }
  return same ? before : parts
}
