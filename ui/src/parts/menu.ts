/**
 * `details` that lie over the page, as a menu does: gone by Escape, by a press elsewhere, and when
 * the focus goes on, which would otherwise be hidden below.
 */
export function menu(details: HTMLDetailsElement) {
  const away = (event: FocusEvent | PointerEvent) => {
    // Not all systems give a button the focus that is pressed: then it goes nowhere, and that is
    // not away.
    const to = event.type === 'focusout' ? (event as FocusEvent).relatedTarget : event.target
    if (to instanceof Node && !details.contains(to)) details.open = false
  }
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !details.open) return
    details.querySelector('summary')?.focus()
    details.open = false
  }
  details.addEventListener('focusout', away)
  details.addEventListener('keydown', escape)
  document.addEventListener('pointerdown', away)
  return () => {
    details.removeEventListener('focusout', away)
    details.removeEventListener('keydown', escape)
    document.removeEventListener('pointerdown', away)
  }
}
