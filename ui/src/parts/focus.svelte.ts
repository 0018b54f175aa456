/**
 * The focus is never nowhere. A new View can take away what has it: the button that mended
 * something, a row that is set and left out. Then what stands next takes it, or what stood before.
 */
import { tick } from 'svelte'

const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]'

/** `changes` reads what a new View changes. To be called while a component is made. */
export function keepFocus(changes: () => unknown): void {
  /** What stands after it and, from there backwards, what stands before. */
  let around: Element[] = []

  $effect.pre(() => {
    changes()
    around = []
    const at = document.activeElement
    if (!at || at === document.body) return
    const all = [...document.querySelectorAll(FOCUSABLE)]
    const place = all.indexOf(at)
    if (place >= 0) around = [...all.slice(place + 1), ...all.slice(0, place).reverse()]
  })

  $effect(() => {
    changes()
    const left = around
    // Whoever knows better comes first: the heading of a new page, a Problem, the next line.
    if (left.length > 0) void tick().then(tick).then(() => takeUp(left))
  })
}

function takeUp(around: Element[]): void {
  for (const next of around) {
    if (document.activeElement && document.activeElement !== document.body) return
    // Where it is out of sight this does nothing, and the next one is asked.
    if (next instanceof HTMLElement && takes(next)) next.focus()
  }
}

function takes(element: Element): boolean {
  if (!element.isConnected || element.closest('[hidden]') !== null) return false
  // The heading of the page, where nothing else is left; but no other text.
  if (element.matches('[tabindex="-1"]:not(h1), input[type=radio]:not(:checked)')) return false
  const folded = element.closest('details:not([open])')
  return folded === null || element === folded.querySelector(':scope > summary')
}
