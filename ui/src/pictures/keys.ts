/**
 * The API Keys tab: +, the description, then the two keys. Dots stand for a key: the same
 * number for every one, so that a drawing tells nothing about it.
 */
import type { Field, KeysPage } from '../types'
import { words } from '../words'
import { field, holds, labelOf, others, placeOf, press, typed, type FormLine, type Picture, type Scene } from './scene'

export function keysPicture(page: KeysPage): Picture | null {
  const { path, sign } = placeOf(page.steps)
  const tab = path[path.length - 1]
  if (tab === undefined) return null
  const said = words.picture
  const description = typed(page.steps)
  const list: Scene = {
    id: 'list',
    title: said.list,
    label: labelOf(tab, sign ?? '+'),
    screen: {
      is: 'list', address: null, crumbs: [], menu: path.slice(0, 2), title: path[path.length - 2] ?? tab, tabs: ['', tab],
      press: press(sign ?? '+', true), rows: others(4),
    },
  }
  const about = field(said.description, description, { filled: true })
  const form: Scene = {
    id: 'form',
    title: said.newKey,
    label: labelOf(said.newKey, said.save),
    screen: {
      is: 'form', address: null, crumbs: path, title: said.newKey, tabs: [],
      lines: [about], save: press(said.save, true), buttons: [], said: null,
    },
  }
  const marked = [page.publicKey, page.privateKey].find((key) => !holds(key)) ?? null
  const key = (of: Field, tag: string | null): FormLine => {
    const done = holds(of)
    return field(of.label, '', { kind: 'secret', filled: true, marked: of === marked, tag: done ? said.pastedHere : tag, done })
  }
  const result: Scene = {
    id: 'result',
    title: said.bothKeys,
    label: labelOf(said.bothKeys, marked?.label ?? null),
    screen: {
      is: 'form', address: null, crumbs: path, title: description || said.newKey, tabs: [],
      lines: [about, key(page.publicKey, null), key(page.privateKey, said.shownOnce)],
      save: null, buttons: [], said: null,
    },
  }
  const begun = holds(page.publicKey) || holds(page.privateKey)
  return { scenes: [list, form, result], now: begun ? 'result' : 'list', there: 'result' }
}
