// Looks at the page from inside: what is cut off, laid over something, too small, too faint or
// hidden. Runs in the browser; `prove.mjs` brings it there.
;(() => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  // For screen readers alone, by its class or by the same clip.
  const unseen = (element) => element.closest('.unseen') !== null || getComputedStyle(element).clipPath === 'inset(50%)'
  const named = (element) => {
    const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 40)
    return `${element.tagName.toLowerCase()}${element.dataset?.testid ? `[${element.dataset.testid}]` : element.className ? `.${String(element.className.baseVal ?? element.className).split(' ')[0]}` : ''} “${text}”`
  }

  /** Every line of text in sight, with the element it stands in. */
  function lines(root = document.body) {
    const found = []
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      if (!node.data.trim() || !element || ['SCRIPT', 'STYLE'].includes(element.tagName) || unseen(element) || !shown(element)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) found.push({ element, box, text: node.data.trim() })
    }
    return found
  }

  const ancestors = function* (element) {
    for (let at = element; at && at !== document.documentElement; at = at.parentElement) yield at
  }

  /** Text that its own or an outer box cuts off, and that no scrolling brings back. */
  function clipped() {
    const found = new Set()
    for (const { element, box, text } of lines()) {
      // A row of dots stands for a secret and has no end to be seen.
      if (!/[\p{L}\p{N}]/u.test(text)) continue
      for (const outer of ancestors(element)) {
        const style = getComputedStyle(outer)
        if (style.display === 'inline') continue
        const cuts = ['hidden', 'clip']
        const limit = outer.getBoundingClientRect()
        // A drawing shows where a thing stands; what it is stands whole beside it.
        if (style.textOverflow === 'ellipsis' && outer.matches('[data-testid="drawing"] .cut')) break
        const across = cuts.includes(style.overflowX) && (box.left < limit.left - 1 || box.right > limit.right + 1)
        const down = cuts.includes(style.overflowY) && (box.top < limit.top - 2 || box.bottom > limit.bottom + 2)
        if (across || down) found.add(named(element))
        if (style.position === 'fixed') break
      }
    }
    return [...found]
  }

  /** The layer a text lies on: what sticks or floats may lie over what scrolls. */
  const layer = (element) => {
    for (const outer of ancestors(element)) if (['sticky', 'fixed'].includes(getComputedStyle(outer).position)) return outer
    return document.body
  }

  /** What of a box is in sight inside boxes that scroll or cut. */
  function inSight(element, box) {
    let { left, right, top, bottom } = box
    for (const outer of ancestors(element)) {
      const style = getComputedStyle(outer)
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
      const limit = outer.getBoundingClientRect()
      left = Math.max(left, limit.left)
      right = Math.min(right, limit.right)
      top = Math.max(top, limit.top)
      bottom = Math.min(bottom, limit.bottom)
    }
    return { left, right, top, bottom, height: bottom - top, width: right - left }
  }

  /** Two texts in one place. Glyphs leave room in their line boxes, so a third of a line may. */
  function overlapping() {
    const found = new Set()
    const all = lines()
      .map((line) => ({ ...line, box: inSight(line.element, line.box), layer: layer(line.element) }))
      .filter((line) => line.box.width > 1 && line.box.height > 1)
    all.sort((a, b) => a.box.top - b.box.top)
    for (let i = 0; i < all.length; i += 1) {
      for (let j = i + 1; j < all.length && all[j].box.top < all[i].box.bottom; j += 1) {
        const [a, b] = [all[i], all[j]]
        if (a.layer !== b.layer || a.element.contains(b.element) || b.element.contains(a.element)) continue
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
        const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
        if (across > 2 && down > Math.min(a.box.height, b.box.height) / 3) found.add(`${named(a.element)} and ${named(b.element)}`)
      }
    }
    return [...found]
  }

  const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth

  const CONTROLS = 'button, a[href], input, select, textarea, summary'
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter((each) => shown(each) && each.getBoundingClientRect().width > 1)

  /** Width and height of the smallest target; a tick's label is part of its target. */
  function targets() {
    return controls().map((control) => {
      const label = control.matches('input[type=checkbox], input[type=radio]') ? control.closest('label') : null
      const boxes = [control, label].filter(Boolean).map((each) => each.getBoundingClientRect())
      const [width, height] = ['width', 'height'].map((side) => Math.max(...boxes.map((box) => box[side])))
      return { name: named(control), size: Math.min(width, height), width, height }
    })
  }

  // Colours, as WCAG 2.2 computes them.
  const paint = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const cache = new Map()
  function rgba(colour) {
    let value = cache.get(colour)
    if (!value) {
      const parts = /^rgba?\(([\d.]+),? ([\d.]+),? ([\d.]+)(?:,? ?\/? ?([\d.]+))?\)$/.exec(colour)
      if (parts) value = [1, 2, 3].map((at) => Number(parts[at])).concat(parts[4] === undefined ? 1 : Number(parts[4]))
      else {
        paint.clearRect(0, 0, 1, 1)
        paint.fillStyle = colour
        paint.fillRect(0, 0, 1, 1)
        const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data
        value = [r, g, b, a / 255]
      }
      cache.set(colour, value)
    }
    return value
  }
  const over = ([r, g, b, a], under) => [r, g, b].map((channel, at) => channel * a + under[at] * (1 - a)).concat(1)
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((channel) => {
      const part = channel / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (one, other) => {
    const [bright, dark] = [light(one), light(other)].sort((a, b) => b - a)
    return (bright + 0.05) / (dark + 0.05)
  }
  function ground(element) {
    const layers = []
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor)
      if (colour[3] > 0) layers.push(colour)
      if (colour[3] === 1) break
    }
    return layers.reverse().reduce((under, colour) => over(colour, under), rgba(getComputedStyle(document.documentElement).backgroundColor))
  }
  const least = (list) => list.reduce((worst, each) => (!worst || each.ratio < worst.ratio ? each : worst), null)

  function textContrast() {
    const seen = new Set()
    const all = []
    for (const { element } of lines()) {
      if (seen.has(element)) continue
      seen.add(element)
      const under = ground(element)
      all.push({ ratio: contrast(over(rgba(getComputedStyle(element).color), under), under), name: named(element) })
    }
    return least(all)
  }

  /** What shows where a field, tick or radio is: its border, or its fill against what is around. */
  function borderContrast(selector) {
    const all = controls().filter((control) => control.matches(selector)).flatMap((control) => {
      const style = getComputedStyle(control)
      // Left to the platform, in forced colours.
      if (style.appearance !== 'none' && control.matches('[type=checkbox], [type=radio]')) return []
      const around = ground(control.parentElement)
      const edge = parseFloat(style.borderTopWidth) > 0 ? contrast(over(rgba(style.borderTopColor), around), around) : 1
      return [{ ratio: Math.max(edge, contrast(ground(control), around)), name: named(control) }]
    })
    return least(all)
  }

  /** Focuses one after another as Tab would, for the page scrolls the same way. */
  function focusWalk() {
    const hidden = []
    const rings = []
    const footer = document.querySelector('footer')
    const order = controls().filter((control) => control.tabIndex >= 0)
    for (const control of order) {
      control.focus()
      if (document.activeElement !== control) {
        hidden.push(`${named(control)} takes no focus`)
        continue
      }
      const box = control.getBoundingClientRect()
      const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 2)
      const y = box.y + Math.min(box.height / 2, innerHeight / 2)
      const top = document.elementFromPoint(x, y)
      const seen = top !== null && (control.contains(top) || top.contains(control) || control.parentElement?.contains(top))
      const bar = footer?.getBoundingClientRect()
      const beside = bar && (box.right <= bar.left || box.left >= bar.right)
      const under = bar && !beside && !footer.contains(control) && box.height < innerHeight / 2 && box.bottom > bar.top + 1
      if (!seen || under) hidden.push(named(control))
      const style = getComputedStyle(control)
      if (parseFloat(style.outlineWidth) < 2 || style.outlineStyle === 'none') hidden.push(`${named(control)} shows no ring`)
      else rings.push({ ratio: contrast(over(rgba(style.outlineColor), ground(control.parentElement)), ground(control.parentElement)), name: named(control) })
    }
    document.activeElement?.blur()
    scrollTo(0, 0)
    const jumps = [...document.querySelectorAll('[tabindex]')].filter((each) => each.tabIndex > 0).map(named)
    return { hidden: [...hidden, ...jumps.map((name) => `${name} jumps the order`)], ring: least(rings), count: order.length }
  }

  /**
   * Words to read: all in sight but tables and other lists of data, drawings (a menu path is
   * one), what was opened, and the names of buttons. Of the page itself, and of what it tells
   * (what went wrong, what is missing, what was found, that it is practice).
   */
  const DATA = 'table, dl, figure, pre, [data-table], [data-testid="not-used"]'
  const TOLD = ['problem', 'practice', 'missing', 'session-only', 'outcome', 'found', 'kept', 'saved', 'closing', 'offer', 'standing', 'unkept', 'beside', 'passed', 'changed', 'by-hand', 'by-hand-file'].map((hook) => `[data-testid="${hook}"]`).join() + ', .important, .remark, .care, .tidied, [data-testid^=masked], [data-told]'
  function wordCount() {
    const count = { page: 0, told: 0 }
    for (const element of new Set(lines(document.querySelector('main')).map((line) => line.element))) {
      if (element.closest(DATA) || element.closest('button, a, summary, [data-drawing]')) continue
      if (element.closest('details[open]')) continue
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data)
      const told = element.closest(TOLD)
      count[told ? 'told' : 'page'] += own.join(' ').match(/\p{L}[^\s]*/gu)?.length ?? 0
    }
    return count
  }

  const signature = () => document.getElementById('app').innerHTML
  const primaries = () => document.querySelectorAll('button.primary').length

  window.proof = { clipped, overlapping, sideways, targets, textContrast, borderContrast, focusWalk, wordCount, signature, primaries }
})()
