import type { AllowedTables, Choice, GridGroup, GridRow, InHand, PermissionGrid, RolePage, View } from '../types'
import { button, copyable, note, step, view } from './make'

const levelNames = ['Add Level', 'Edit Level', 'Delete Level', 'Inquire Level']
type Need = [add?: string | null, edit?: string | null, del?: string | null, inquire?: string | null]

const row = (module: string, name: string, need: Need, more: Partial<GridRow> = {}): GridRow => {
  const item = `row-${module}-${name}`.toLowerCase().replace(/[^a-z]+/g, '-')
  const ticked = more.ticked ?? false
  return {
    line: item,
    lookAt: { do: 'lookAt', line: item },
    name,
    levels: [0, 1, 2, 3].map((index) => ({ level: need[index] ?? 'None', needed: need[index] != null })),
    ticked,
    tick: { do: 'tick', item, on: !ticked },
    copy: { do: 'copy', what: item },
    why: null,
    remarks: [],
    tables: null,
    ...more,
  }
}

const group = (module: string, rows: GridRow[]): GridGroup => {
  const set = rows.filter((each) => each.ticked).length
  const done = set === rows.length
  return { module, rows, progress: `${set} of ${rows.length} set`, done, tickAll: button(done ? 'Untick all' : 'Tick all', { do: 'tickAll', group: module, on: !done }), undo: null }
}

export function grid(title: string, groups: GridGroup[], more: Partial<PermissionGrid> = {}): PermissionGrid {
  const rows = groups.flatMap((each) => each.rows)
  const set = rows.filter((each) => each.ticked).length
  return {
    title, columns: levelNames, groups, set, total: rows.length, progress: `${set} of ${rows.length} rows set`,
    copyAll: copyable('All rows', '', 'grid'), source: null, allSet: null, inHand: inHand(groups, rows.length - set),
    stillToDo: { kind: 'stillToDo', label: 'Still to do', on: false, press: { do: 'stillToDo', on: true }, hint: null }, ...more,
  }
}

function inHand(groups: GridGroup[], left: number): InHand | null {
  const open = groups.flatMap((group) => group.rows.filter((each) => !each.ticked).map((each) => ({ module: group.module, row: each })))
  const [now, then] = open
  if (!now) return null
  return {
    line: now.row.line, module: now.module, row: now.row, tables: null, set: false, left: `${left} to go`,
    press: button('Set, next', now.row.tick), next: then ? `${then.module} > ${then.row.name}` : null,
    skip: then ? button('Skip', then.row.lookAt) : null,
  }
}

const tables: AllowedTables = {
  title: 'Table Setup: allow these 15 tables',
  text: 'Press **customize** beside the row. Move these to the left: that is the allowed side.',
  items: [
    'Activities / Activity Type', 'Agreements / Agreement Type', 'Company / Company Status', 'Company / Company Type', 'Company / Configuration',
    'Company / Configuration Status', 'Company / Team Role', 'Invoicing / Billing Cycle', 'Opportunities / Opportunity Status',
    'Opportunities / Opportunity Type', 'Opportunities / Sales Probability', 'Opportunities / Sales Stage', 'Service / Service Board',
    'Service / Severity', 'Service / Source',
  ].map((label, index) => ({ label, ticked: index < 3, tick: { do: 'tick', item: `table-${index}`, on: index >= 3 } })),
  progress: '3 of 15 set',
  tickAll: button('Tick all', { do: 'tickAll', group: 'tables', on: true }),
  line: 'tables',
  lookAt: { do: 'lookAt', line: 'tables' },
  copyAll: copyable('All tables', '', 'tables'),
}

export const propelGrid = grid('Set these 11 rows', [
  group('Companies', [
    row('Companies', 'Company Maintenance', [null, null, null, 'All'], { ticked: true, why: 'Reads the companies you manage' }),
    row('Companies', 'Configurations', [null, 'All', null, 'All'], { ticked: true, why: 'Reads assets and writes back warranty dates' }),
    row('Companies', 'CRM/Sales Activities', ['My', null, null, 'All'], { ticked: true }),
    row('Companies', 'Manage Attachments', ['My', null, null, 'My'], { ticked: true, why: 'Adds reports to the company' }),
    row('Companies', 'Team Members', [null, null, null, 'All'], { ticked: true }),
  ]),
  group('Sales', [row('Sales', 'Opportunity', ['All', null, null, 'All'], { why: 'Turns a roadmap item into an opportunity' })]),
  group('Service Desk', [row('Service Desk', 'Service Tickets', ['My', null, null, 'All'])]),
  group('System', [
    row('System', 'API Reports', [null, null, null, 'All']),
    row('System', 'Member Maintenance', [null, null, null, 'All']),
    row('System', 'My Company', [null, null, null, 'All']),
    row('System', 'Table Setup (customize*)', [null, null, null, 'All'], { remarks: ['Since CW v2020.3'], tables }),
  ]),
])

const vectisGrid = grid(
  'Set these 5 rows',
  [
    group('Companies', [row('Companies', 'Company Maintenance', [null, null, null, 'All'], { why: '“companies” in the guide' })]),
    group('Finance', [
      row('Finance', 'Agreements', [null, null, null, 'All'], { why: '“contracts” in the guide' }),
      row('Finance', 'Invoicing', [null, null, null, 'All'], { remarks: ['Only if you want invoices synced'] }),
    ]),
    group('Service Desk', [row('Service Desk', 'Service Tickets', [null, null, null, 'All'], { ticked: true, why: '“service tickets” in the guide' })]),
    group('Time & Expense', [row('Time & Expense', 'Time Entry', [null, null, null, 'All'], { why: '“time entries” in the guide' })]),
  ],
  { source: note('Vectis’ guide names what it reads, but not the rows. These rows are what ConnectWise calls them.', 'important', 'Keywright’s suggestion') },
)

const way = (options: Array<[string, string, string]>): Choice => ({
  id: 'roleWay',
  label: 'Which role will the API member get?',
  options: options.map(([option, label, text], index) => ({ label, text, picked: index === 0, pick: { do: 'pick', choice: 'roleWay', option } })),
})

const steps = (name: string) => [
  step('Open the list of roles and press **+**.', ['System', 'Security Roles', '+']),
  step('Type this into **Role ID**, then press **Save**. The modules below it open only after that.', [], { copy: copyable('Role ID', name, 'role-name') }),
  step('Open each module named below, set its rows, then press **Save** once more.'),
]

const cannotOpen = {
  text: 'You cannot open **Security Roles**? Send this request to whoever administers your ConnectWise.',
  request: copyable('Request to your administrator', 'Hello,\n\nplease create a security role “Propel Your MSP” in ConnectWise (System > Security Roles > +) with these rows:\n\nCompanies > Company Maintenance: Inquire All\nCompanies > Configurations: Edit All, Inquire All\n…', 'request-role'),
}

const page = (more: Partial<RolePage>): { is: 'role' } & RolePage => ({
  is: 'role', way: way([['new', 'A new role for it', 'Only the rows below. Easy to check, easy to remove.'], ['existing', 'A role you have already', 'Compare it with the rows below; set what is missing.']]),
  steps: steps('Propel Your MSP'), grid: propelGrid, notes: [], cannotOpen, ...more,
})

const words = { heading: 'Make a security role', lead: 'A role says what the API member may see. A new one keeps it to what the product needs.' }

export const role: Record<string, View> = {
  'role-propel': view(page({}), {
    ...words, integration: 'Propel Your MSP', announcement: { text: 'Copied the role name.', serial: 3 },
  }),
  'role-vectis': view(page({ steps: steps('Vectis'), grid: vectisGrid, notes: [note('If you see 403 errors later, a new role with read-all on what Vectis syncs is usually the fastest way.', 'plain', 'Vectis’ guide')] }), words),
  'role-admin': view(
    page({
      way: way([['admin', 'Use “Admin”', 'Sync 365’s guide: “for simplicity”. It may see and change everything.'], ['custom', 'A custom role', '8 rows, no more than the product needs.']]),
      steps: [step('There is nothing to make. You pick **Admin** on the next page.')],
      grid: null,
      notes: [note('A role with 8 rows is safer: what the key may do is then limited to those rows.', 'important', 'Keywright’s suggestion')],
    }),
    { ...words, integration: 'Sync 365 License' },
  ),
}
