/** The developer portal: where clients are registered, the form, and the list that shows the ID. */
import type { ClientIdPage } from '../types'
import { words } from '../words'
import { field, holds, labelOf, others, press, trailOf, typed, type Picture, type Scene } from './scene'

export function clientIdPicture(page: ClientIdPage): Picture | null {
  const trail = trailOf(page.steps)
  const button = trail[trail.length - 1]
  if (button === undefined) return null
  const said = words.picture
  // The trail begins with the portal's address where it has one; what is left is its menu.
  const address = trail[0]?.includes('.') ? trail[0] : said.portal
  const menu = trail.slice(0, -1).filter((part) => part !== address)
  const place = menu[menu.length - 1] ?? button
  const description = typed(page.steps)
  const given = holds(page.clientId)
  const portal = { address, crumbs: [], tabs: [] }

  const list: Scene = {
    id: 'list',
    title: said.portalList,
    label: labelOf(place, button),
    screen: { is: 'list', ...portal, menu, title: place, press: press(button, true), rows: others(6) },
  }
  const form: Scene = {
    id: 'form',
    title: said.form,
    label: labelOf(button, said.save),
    screen: {
      is: 'form', ...portal, title: button,
      lines: said.portalForm.map((label, index) => field(label, index < 2 ? description : '', { filled: true, kind: label === said.portalChoice ? 'choose' : 'type' })),
      save: null, buttons: [press(said.save, true)], said: null,
    },
  }
  const clients: Scene = {
    id: 'clients',
    title: said.clients,
    label: labelOf(said.clients, given ? null : said.clientId),
    screen: {
      is: 'form', ...portal, title: said.clients,
      lines: [
        field(said.name, description, { filled: true }),
        field(said.clientId, '', { kind: 'secret', filled: true, marked: !given, tag: given ? said.pastedHere : null, done: given }),
      ],
      save: null, buttons: [], said: null,
    },
  }
  return { scenes: [list, form, clients], now: given ? 'clients' : 'list', there: 'clients' }
}
