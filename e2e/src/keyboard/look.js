// Reads, and changes nothing: what can be pressed on this page, in the order of the document, and
// which of it has the focus.
const PRESSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])'
const REGION = 'fieldset, section, aside, figure, nav, header, footer, [role=region], [role=group], main'

const picked = (radio) =>
  radio.checked || (document.querySelectorAll(`input[name="${radio.name}"]:checked`).length === 0 &&
    document.querySelector(`input[name="${radio.name}"]`) === radio)
// The others of a group are reached by the arrow keys.
const stops = [...document.querySelectorAll(PRESSABLE)].filter(
  (e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && (e.type !== 'radio' || picked(e)),
)
const nameOf = (e) =>
  e.dataset.testid ?? (e.matches('summary') ? e.parentElement.dataset.testid : undefined) ?? [e.tagName.toLowerCase(), e.id, (e.innerText ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)].filter(Boolean).join(' ')

/** Where it is seen: a box laid over its words counts with them. */
const box = (e) => {
  const { left, top, right, bottom } = (e.type === 'radio' && getComputedStyle(e).opacity === '0' ? e.parentElement : e).getBoundingClientRect()
  return { left, top, right, bottom }
}

const regions = []
const regionOf = (e) => {
  const region = e.matches('summary') ? e.parentElement.parentElement.closest(REGION) : e.closest(REGION)
  if (!regions.includes(region)) regions.push(region)
  return regions.indexOf(region)
}

const list = stops.map((e) => ({
  name: nameOf(e),
  region: regionOf(e),
  frame: e.closest('header') ? 'header' : e.closest('footer') ? 'footer' : '',
  ...box(e),
}))

const at = document.activeElement
const ringed = (e) => {
  const style = getComputedStyle(e)
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
}
/** What keeps it from being seen whole. */
const hidden = (e) => {
  const { left, top, right, bottom } = box(e)
  const said = []
  if (top < -1 || left < -1 || bottom > innerHeight + 1 || right > innerWidth + 1) said.push('outside the window')
  for (const bar of document.querySelectorAll('header, footer')) {
    const over = bar.getBoundingClientRect()
    if (bar.contains(e) || getComputedStyle(bar).position !== 'sticky') continue
    if (top < over.bottom - 1 && bottom > over.top + 1 && left < over.right - 1 && right > over.left + 1) said.push(`under the ${bar.tagName.toLowerCase()}`)
  }
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  if (there && !(e.contains(there) || e.closest('label')?.contains(there))) said.push(`under ${nameOf(there)}`)
  return said.join(', ')
}

return {
  name: nameOf(at),
  tag: at.tagName,
  within: at.closest('[data-testid=problem], [data-testid=outcome], [data-testid=missing]')?.dataset.testid ?? '',
  stop: stops.indexOf(at),
  ring: ringed(at) || (at.closest('label') !== null && ringed(at.closest('label'))),
  hidden: at === document.body ? '' : hidden(at),
  page: document.querySelector('main')?.dataset.page ?? '',
  stops: list,
}
