import { beforeEach, describe, expect, it } from 'vitest'
import { gallery, open, pageOf, settle, viewport } from './window'
import type { PermissionGrid, View } from '../src/types'

// A window as narrow as beside ConnectWise.
beforeEach(() => viewport(400))

/** What Rust makes of the row with this name being set. */
function set(view: View, name: string): View {
  const next = structuredClone(view)
  const grid = pageOf(next, 'role').grid as PermissionGrid
  const rows = grid.groups.flatMap((group) => group.rows.map((row) => ({ group, row })))
  const done = rows.find(({ row }) => row.name === name)
  if (!done || !grid.inHand) throw new Error(`no row ${name}`)
  done.row.ticked = true
  done.group.done = done.group.rows.every((row) => row.ticked)
  const open = rows.find(({ row }) => !row.ticked)
  grid.inHand = open
    ? { ...grid.inHand, line: open.row.line, module: open.group.module, row: open.row, press: { ...grid.inHand.press, intent: open.row.tick } }
    : null
  grid.allSet = open ? null : 'All of it is set.'
  return next
}

/** The rows under Companies are set, the others are not. */
const begun = () =>
  ['Company Maintenance', 'Configurations', 'CRM/Sales Activities', 'Manage Attachments', 'Team Members'].reduce(set, gallery('role-propel-your-msp'))

const focused = () => (document.activeElement as HTMLElement).dataset['testid']

describe('the line in hand', () => {
  it('gives the focus on to the next line after the tick', async () => {
    const first = begun()
    const window = await open(first)
    const name = () => window.get('in-hand').querySelector('h3')?.textContent
    expect(name()).toBe('Opportunity')
    window.get('set-next').focus()
    await window.press('set-next')
    expect(window.sent).toEqual([{ of: 'list', do: 'tick', item: 'row:Sales/Opportunity', on: true }])
    const pressed = window.get('set-next')
    await window.show(set(first, 'Opportunity'))
    await settle()
    expect(name()).toBe('Service Tickets')
    expect(focused()).toBe('set-next')
    expect(document.activeElement, 'another button, so that it is read out').not.toBe(pressed)
  })

  it('says what to do when nothing is left, with the focus on it', async () => {
    let view = gallery('role-vectis')
    const window = await open(view)
    for (const name of ['Company Maintenance', 'Agreements', 'Service Tickets', 'Time Entry']) {
      window.get('set-next').focus()
      view = set(view, name)
      await window.show(view)
      await settle()
    }
    expect(focused()).toBe('all-set')
  })

  it('does not take the focus from elsewhere', async () => {
    const first = begun()
    const window = await open(first)
    window.get('continue').focus()
    await window.show(set(first, 'Opportunity'))
    await settle()
    expect(focused()).toBe('continue')
  })
})

describe('the list below', () => {
  it('takes a row in hand, and the focus goes there', async () => {
    const first = begun()
    const window = await open(first)
    window.get('look-row:System/My Company').focus()
    await window.press('look-row:System/My Company')
    expect(window.sent).toEqual([{ of: 'list', do: 'lookAt', line: 'row:System/My Company' }])
    const next = structuredClone(first)
    const grid = pageOf(next, 'role').grid as PermissionGrid
    const row = grid.groups.flatMap((group) => group.rows).find((each) => each.name === 'My Company')
    if (grid.inHand && row) grid.inHand = { ...grid.inHand, line: row.line, row }
    await window.show(next)
    await settle()
    expect(focused()).toBe('set-next')
    expect(document.querySelector('main [aria-current=step]')?.textContent).toContain('My Company')
  })

  it('folds a group that is set; a box that folds away gives its focus to the next', async () => {
    const first = begun()
    const window = await open(first)
    window.get('tick-row:Sales/Opportunity').focus()
    await window.show(set(first, 'Opportunity'))
    await settle()
    expect(window.get('fold-Sales').getAttribute('aria-expanded')).toBe('false')
    expect(focused()).toBe('tick-row:Service Desk/Service Tickets')
    await window.press('fold-Sales')
    expect(window.get('fold-Sales').getAttribute('aria-expanded')).toBe('true')
  })

  it('keeps the focus on a box that stays', async () => {
    const first = begun()
    const window = await open(first)
    window.get('tick-row:System/API Reports').focus()
    await window.show(set(first, 'API Reports'))
    await settle()
    expect(focused()).toBe('tick-row:System/API Reports')
  })

  it('has one button for "Tick all" and the way back, which keeps the focus', async () => {
    const first = begun()
    const window = await open(first)
    window.get('tick-System').focus()
    const next = structuredClone(first)
    const system = pageOf(next, 'role').grid?.groups.find((group) => group.module === 'System')
    if (system) system.undo = { label: 'Undo', intent: { of: 'list', do: 'undoTicks', module: 'System' }, busy: false }
    await window.show(next)
    await settle()
    expect(focused()).toBe('tick-System')
    await window.press('tick-System')
    expect(window.sent).toEqual([{ of: 'list', do: 'undoTicks', module: 'System' }])
  })
})

describe('the window itself', () => {
  it('is asked by buttons that say whether they are on', async () => {
    const view = gallery('site')
    const window = await open(view)
    await window.press('toggle-beside')
    expect(window.sent).toEqual([{ of: 'window', do: 'ask', wish: { beside: true } }])
    expect(window.get('toggle-beside').getAttribute('aria-pressed')).toBe('false')
    const next = structuredClone(view)
    for (const toggle of next.window) toggle.on = toggle.kind === 'beside'
    await window.show(next)
    expect(window.get('toggle-beside').getAttribute('aria-pressed')).toBe('true')
    expect(window.get('toggle-onTop').getAttribute('aria-pressed')).toBe('false')
  })

  it('says what hiding does not do', async () => {
    const view = gallery('site')
    view.window.push({
      kind: 'hidden', label: 'Hide from screen sharing', on: true, press: { of: 'window', do: 'ask', wish: { hideFromCapture: false } },
      hint: 'Newer ways of sharing still show this window.',
    })
    await open(view)
    expect(document.querySelector('header')?.textContent).toContain('Newer ways of sharing still show this window.')
  })
})
