/** The vendor's own screen: its labels in its order, filled in as far as they are pasted. */
import { plain } from '../marked'
import type { HandOverPage, PasteField } from '../types'
import { words } from '../words'
import { field, labelOf, press, trailOf, type FormLine, type ListRow, type Picture, type Scene } from './scene'

export function handOverPicture(page: HandOverPage, product: string): Picture | null {
  const said = words.picture
  const trail = trailOf(page.steps)
  const scenes: Scene[] = []
  const last = trail[trail.length - 1]
  if (last !== undefined) {
    const rows: ListRow[] = trail.map((name, index) => ({ name, value: '', marked: index === trail.length - 1 }))
    scenes.push({
      id: 'way',
      title: said.way,
      label: labelOf(product, last),
      screen: { is: 'list', address: null, crumbs: [], menu: [], title: product, tabs: [], press: null, rows },
    })
  }
  const wanted = page.fields.filter((field) => field.unavailable === null || field.ticked)
  const at = wanted.find((field) => !field.ticked)
  const button = page.press[0] === undefined ? null : plain(page.press[0])
  const buttons = page.press.map((label, index) => press(plain(label), at === undefined && index === 0))
  const line = (paste: PasteField): FormLine => {
    const { label, secret, value } = paste.value
    return field(label, secret ? '' : value, { kind: secret ? 'secret' : 'type', filled: paste.ticked, marked: paste === at })
  }
  if (page.fields.length > 0) {
    scenes.push({
      id: 'form',
      title: said.form,
      label: labelOf(product, at ? at.value.label : button),
      screen: {
        is: 'form', address: null, crumbs: trail, title: product, tabs: [],
        lines: page.fields.map(line), save: null, buttons,
        said: at === undefined && page.success !== null ? plain(page.success) : null,
      },
    })
  }
  const first = scenes[0]
  if (!first) return null
  const begun = page.fields.some((field) => field.ticked)
  return { scenes, now: begun ? 'form' : first.id, there: page.fields.length > 0 ? 'form' : first.id }
}
