/**
 * The focus is never nowhere. A new View can take away what has it: the button that mended
 * something, a row that is set and left out. Then what stands next takes it, or what stood before.
 */
import { tick } from 'svelte'

const PRESSABLE = 'h1, a[href], button, input, select, textarea, summary'

/** `changes` reads what a new View changes. To be called while a component is made. */
export function keepFocus(changes: () => unknown): void {
  let around: { after: Element[]; before: Element[] } | undefined

  $effect.pre(() => {
    changes()
    around = undefined
    const at = document.activeElement
    if (!at || at === document.body) return
    const all = [...document.querySelectorAll(PRESSABLE)]
    const place = all.indexOf(at)
    if (place >= 0) around = { after: all.slice(place + 1), before: all.slice(0, place) }
  })

  $effect(() => {
    changes()
    const left = around
    // Whoever knows better comes first: the heading of a new page, a Problem, the next line.
    if (left) void tick().then(tick).then(() => takeUp(left.after, left.before))
  })
}

function takeUp(after: Element[], before: Element[]): void {
  if (document.activeElement && document.activeElement !== document.body) return
  const next = after.find(takes) ?? before.findLast(takes)
  if (next instanceof HTMLElement) next.focus()
}

function takes(element: Element): boolean {
  if (!element.isConnected || element.closest('[hidden]') !== null) return false
  if (element.matches('input[type=radio]:not(:checked)')) return false
  const folded = element.closest('details:not([open])')
  return folded === null || element === folded.querySelector(':scope > summary')
}
