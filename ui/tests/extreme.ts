/** Views of an integration nobody has written yet: long names, many rows, odd characters. */
import type { GridRow, View } from '../src/types'
import { gallery, handOn, pageOf } from './window'

export const LONG = 'A label with so many words that no form, list or button anywhere has the room to show all of them'
/** No place to break at, and not only Latin. */
export const UNBROKEN = 'Zugriffsberechtigungsverwaltungsübersicht_設定画面_<b>&"quoted"'

const name = (n: number) => `${n % 2 === 0 ? LONG : UNBROKEN} ${n}`

function role(ticked: number): View {
  const view = gallery('role-propel-your-msp')
  const page = pageOf(view, 'role')
  const [step] = page.steps
  if (step) step.trail = [LONG, UNBROKEN]
  for (const each of page.steps) if (each.copy) each.copy.value = UNBROKEN
  const model = page.grid?.groups[0]?.rows[0]
  if (!page.grid || !model) throw new Error('no grid')
  let n = 0
  const row = (): GridRow => ({
    ...structuredClone(model), name: name(n), ticked: n++ < ticked, tick: { of: 'list', do: 'tick', item: `row:${n}`, on: true }, copy: { of: 'named', do: 'copy', what: `row:${n}` },
    line: `row:${n}`, lookAt: { of: 'list', do: 'lookAt', line: `row:${n}` },
  })
  page.grid.groups = Array.from({ length: 50 }, (_, module) => {
    const label = `${name(module)} module`
    return { module: label, rows: Array.from({ length: 10 }, row), progress: '', done: false, undo: null, tickAll: { label: 'Tick all', busy: false, intent: { of: 'list', do: 'tickAll', group: label, on: true } } }
  })
  const last = page.grid.groups[49]?.rows[9]
  if (last) {
    last.tables = {
      title: LONG, text: '', progress: '', line: 'tables', lookAt: { of: 'list', do: 'lookAt', line: 'tables' },
      tickAll: { label: 'Tick all', busy: false, intent: { of: 'list', do: 'tickAll', group: 'tables', on: true } }, copyAll: { label: '', value: '', copy: { of: 'named', do: 'copy', what: 'tables' }, secret: false },
      items: Array.from({ length: 80 }, (_, at) => ({ label: at % 3 === 0 ? `${UNBROKEN} / ${LONG} ${at}` : name(at), ticked: at < 40, tick: { of: 'list', do: 'tick', item: `table:${at}`, on: true } })),
    }
  }
  page.grid.set = ticked
  page.grid.total = 500
  handOn(page)
  return view
}

function member(): View {
  const view = gallery('member-vectis')
  const page = pageOf(view, 'member')
  const [step] = page.steps
  if (step) step.trail = ['System', LONG, UNBROKEN]
  const [model] = page.fields
  if (!model) throw new Error('no field')
  page.fields = Array.from({ length: 30 }, (_, n) => ({
    ...model, label: name(n), rule: n % 3 === 0 ? 'Choose this' : 'Type this', ticked: n < 20, tick: { of: 'list', do: 'tick', item: `member:${n}`, on: true },
    value: { label: name(n), value: name(n + 1), copy: { of: 'named', do: 'copy', what: `member:${n}` }, secret: false },
  }))
  return view
}

function keys(): View {
  const view = gallery('keys')
  const page = pageOf(view, 'keys')
  const [first, second] = page.steps
  if (first) first.trail = [LONG, LONG, UNBROKEN, UNBROKEN, '+']
  if (second?.copy) second.copy.value = UNBROKEN
  page.publicKey.label = LONG
  page.privateKey.label = UNBROKEN
  return view
}

function handOver(pasted: number): View {
  const view = gallery('handOver')
  view.integration = UNBROKEN
  const page = pageOf(view, 'handOver')
  const [step] = page.steps
  if (step) step.trail = Array.from({ length: 9 }, (_, n) => name(n))
  const [model] = page.fields
  if (!model) throw new Error('no field')
  page.fields = Array.from({ length: 20 }, (_, n) => ({
    ...model, ticked: n < pasted, tick: { of: 'list', do: 'tick', item: `paste:${n}`, on: true },
    value: { label: name(n), value: n % 2 ? '' : UNBROKEN, copy: { of: 'named', do: 'copy', what: `hand-over:${n}` }, secret: n % 2 === 1 },
  }))
  page.press = [LONG, UNBROKEN, 'OK', LONG, UNBROKEN]
  page.success = LONG
  return view
}

function clientId(): View {
  const view = gallery('clientId')
  const page = pageOf(view, 'clientId')
  const step = page.steps.find((each) => each.trail.length > 0)
  if (step) step.trail = [`${LONG.replaceAll(' ', '.')}.example`, UNBROKEN, LONG]
  return view
}

function site(): View {
  const view = gallery('site')
  const page = pageOf(view, 'site')
  page.desktopClient.trail = [LONG, UNBROKEN]
  page.company.value = UNBROKEN
  if (page.address) page.address.placeholder = `https://${UNBROKEN}.${LONG.replaceAll(' ', '-')}.example/path`
  return view
}

export const extreme: Record<string, () => View> = {
  'site': site,
  'role, nothing ticked': () => role(0),
  'role, all but one': () => role(499),
  'role, the tables of the last row': () => role(500),
  'member': member,
  'keys': keys,
  'client ID': clientId,
  'hand over, halfway': () => handOver(11),
  'hand over, pasted': () => handOver(20),
}
