/** The API member: the list with +, then ConnectWise's form, filled in as far as it is ticked. */
import type { MemberField, MemberPage } from '../types'
import { words } from '../words'
import { field, labelOf, others, placeOf, press, type FormLine, type Picture, type Scene } from './scene'

export function memberPicture(page: MemberPage): Picture | null {
  const { path, sign } = placeOf(page.steps)
  const tab = path[path.length - 1]
  if (tab === undefined) return null
  const said = words.picture
  const menu = path.slice(0, 2)
  const member = page.memberId?.value || page.fields[0]?.value?.value || said.yourMember
  const list: Scene = {
    id: 'list',
    title: said.list,
    label: labelOf(tab, sign ?? said.yourMember),
    screen: {
      is: 'list', address: null, crumbs: [], menu, title: menu[menu.length - 1] ?? tab, tabs: path.slice(2),
      press: press(sign ?? '+', sign !== null),
      rows: sign !== null ? others(6) : [...others(1), { name: said.yourMember, value: '', marked: true }, ...others(3)],
    },
  }
  if (page.fields.length === 0) return { scenes: [list], now: 'list', there: 'list' }

  const at = page.fields.findIndex((field) => !field.ticked)
  const form: Scene = {
    id: 'form',
    title: said.form,
    label: labelOf(sign !== null ? said.newMember : member, page.fields[at]?.label ?? said.save),
    screen: {
      is: 'form', address: null, crumbs: path, title: sign !== null ? said.newMember : member, tabs: [],
      lines: page.fields.map((field, index) => line(field, index === at)),
      save: press(said.save, at < 0), buttons: [], said: null,
    },
  }
  const begun = page.fields.some((field) => field.ticked)
  return { scenes: [list, form], now: begun ? 'form' : 'list', there: 'form' }
}

const line = (said: MemberField, marked: boolean): FormLine =>
  field(said.label, said.value?.value ?? '', { kind: said.kind, filled: said.ticked, marked })
