/**
 * What a page looked like when it was left: what was opened or folded in it, and how far it was
 * scrolled. Going back and forward finds it again, for as long as the set-up is open. Nothing here
 * comes from Rust, and nothing goes there.
 */
const parts = new Map<string, unknown>()

/** The same thing again for a part that comes back; `fresh` makes the first. */
export function kept<T>(name: string, fresh: () => T): T {
  if (!parts.has(name)) parts.set(name, fresh())
  return parts.get(name) as T
}

/** For `details`: as open as they were left. `name`: the only ones of that name on their page. */
export function keptOpen(name: string) {
  return (details: HTMLDetailsElement) => {
    const here = `open ${details.closest('main')?.dataset['page']} ${name}`
    const was = parts.get(here)
    if (typeof was === 'boolean') details.open = was
    return () => void parts.set(here, details.open)
  }
}

export function keepScroll(page: string): void {
  parts.set(`scroll ${page}`, window.scrollY)
}

export function keptScroll(page: string): number {
  return kept(`scroll ${page}`, () => 0)
}

/** Another set-up begins. */
export function forget(): void {
  parts.clear()
}
