import type { CheckLine, CheckPage, LevelCell, Problem, Tally, VerdictMark, View } from '../types'
import { button, problem, view } from './make'

const both = { unproven: 'Not checked', waiting: 'Waiting', running: 'Checking', wider: 'More than needed' }
const gateWords: Record<VerdictMark, string> = { ...both, passed: 'Passed', failed: 'Failed' }
const rowWords: Record<VerdictMark, string> = { ...both, passed: 'Matches', failed: 'Missing' }

const line = (id: string, title: string, verdict: VerdictMark, evidence = '', found: Problem | null = null): CheckLine => ({
  id, title, verdict, verdictText: gateWords[verdict], evidence, cells: [], problem: found,
  again: verdict === 'failed' ? button('Test again', { do: 'checkLine', line: id }) : null,
})
/** A permission: its verdict is said in other words, and its levels may be told. */
export const row = (id: string, title: string, verdict: VerdictMark, evidence = '', more: Partial<CheckLine> = {}): CheckLine => ({
  ...line(id, title, verdict, evidence), verdictText: rowWords[verdict], ...more,
})

/** The four levels of a row, in ConnectWise's order. */
const columns = ['Add Level', 'Edit Level', 'Delete Level', 'Inquire Level']
export const cells = (has: string[], needs: string[]): LevelCell[] => {
  const rank = ['None', 'My', 'All']
  return columns.map((column, index) => {
    const [now, need] = [has[index] ?? '', needs[index] ?? '']
    const over = rank.indexOf(now) - rank.indexOf(need)
    return { column, has: now, needs: need, mark: !rank.includes(now) ? 'unknown' : over < 0 ? 'short' : over > 0 ? 'wider' : 'enough' }
  })
}

/** Missing, matches, more than needed, not checked. */
export const tally = (...counts: [number, number, number, number]): Tally[] =>
  (['failed', 'passed', 'wider', 'unproven'] as const).map((mark, index) => ({ mark, label: rowWords[mark], count: counts[index] ?? 0 }))

const gateNames: Array<[string, string, string]> = [
  ['network', 'Internet', 'This computer reaches the internet'],
  ['site', 'Site address', 'api-na.myconnectwise.net answers'],
  ['certificate', 'Certificate', 'Valid until 3 March 2027'],
  ['company', 'Company ID', 'Northwind Networks, LLC'],
  ['clientId', 'Client ID', 'Accepted'],
  ['keys', 'Key pair', 'Signed in as Vectis'],
  ['member', 'API member and role', 'Member Vectis, role Vectis, active'],
  ['visibility', 'Companies in sight', '214 companies'],
]
export const gates = (passed: number, next: VerdictMark = 'waiting', evidence = '', found: Problem | null = null) =>
  gateNames.map(([id, title, seen], index) =>
    index < passed ? line(id, title, 'passed', seen)
    : index === passed && next !== 'waiting' ? line(id, title, next, evidence, found)
    : line(id, title, 'waiting', next === 'failed' ? `Waiting on: ${gateNames[passed]?.[1]}` : ''),
  )

const rowNames = ['Companies > Company Maintenance', 'Finance > Agreements', 'Finance > Invoicing', 'Service Desk > Service Tickets', 'Time & Expense > Time Entry']
export const rows = (of: (index: number) => [VerdictMark, string, (Problem | null)?]) =>
  rowNames.map((title, index) => { const [verdict, evidence, found] = of(index); return row(`row-${index}`, title, verdict, evidence, { problem: found ?? null }) })

export const page = (more: Partial<CheckPage>): { is: 'check' } & CheckPage => ({
  is: 'check', state: 'ready', summary: 'Ready to check', done: 0, total: 13, tally: [], gates: gates(0), rows: rows(() => ['waiting', '']),
  wider: null, results: [], savedTo: null,
  run: button('Check now', { do: 'check' }), cancel: null, slow: null, ...more,
})

export const words = { heading: 'Check the connection', lead: 'Keywright signs in with your keys and reads. It never writes anything to ConnectWise.' }

const invoicing = problem('permission-missing', 'Signed in, but “Finance > Invoicing” is not open to this API member', {
  why: 'ConnectWise answered that the role may not read invoices. Everything else is working.',
  todo: ['Set **Inquire Level** to **All**, press **Save**, wait a moment.', 'Then test this row again.'],
  place: ['System', 'Security Roles', 'Vectis', 'Finance', 'Invoicing'],
  mend: { label: 'Copy this row', intent: { do: 'copy', what: 'row-finance-invoicing' } },
  technical: 'GET /finance/invoices?pageSize=1&fields=id\n403 {"code":"Security","message":"You do not have security permission to perform this action."}',
})

export const check: Record<string, View> = {
  check: view(page({}), words),
  'check-running': view(
    page({
      state: 'running', summary: 'Checking: Key pair', done: 5, gates: gates(5, 'running', 'Asking ConnectWise …'),
      run: null, cancel: button('Cancel', { do: 'cancelCheck' }), slow: 'Still working: ConnectWise is slow today.',
    }),
    { ...words, nav: { back: button('Back', { do: 'back' }), forward: null, missing: [] } },
  ),
  'check-passed': view(
    page({ state: 'passed', summary: 'Connected to ConnectWise', done: 13, tally: tally(0, 5, 0, 0), gates: gates(8), rows: rows(() => ['passed', 'Inquire All']), run: button('Check again', { do: 'check' }) }),
    words,
  ),
  'check-remarks': view(
    page({
      state: 'passedWithRemarks', summary: 'Connected, but 1 row is short and 1 could not be checked', done: 13, tally: tally(1, 3, 0, 1), gates: gates(8),
      rows: rows((index) => index === 2 ? ['failed', 'Inquire None; All is needed', invoicing] : index === 1 ? ['unproven', 'Reading proves Inquire is set, not that it is All'] : ['passed', 'Inquire All']),
      run: button('Check again', { do: 'check' }),
    }),
    words,
  ),
  'check-failed': view(
    page({
      state: 'failed', summary: 'ConnectWise did not accept the key pair', done: 6,
      gates: gates(5, 'failed', 'ConnectWise answered 401', problem('keys-refused', 'ConnectWise did not accept the key pair', {
        why: 'The site and the company ID are right. So it is one of these: a key cut short when copied, public and private swapped, the key or API member made inactive, or a newer pair replaced this one.',
        todo: ['Look whether the member has a tick at **Active** and the key is in the list.', 'If in doubt, make a new pair: that takes one minute.'],
        place: ['System', 'Members', 'API Members', 'Vectis', 'API Keys'],
        mend: { label: 'Enter the keys again', intent: { do: 'go', step: 'keys' } },
        technical: 'GET /system/info\n401 {"code":"Unauthorized"}',
      })),
      rows: rows(() => ['waiting', 'Waiting on: Key pair']),
      run: button('Check again', { do: 'check' }),
    }),
    words,
  ),
  'check-impossible': view(
    page({ state: 'impossible', summary: 'Without a client ID nothing can be checked', gates: gates(0, 'unproven', 'You chose not to check'), tally: tally(0, 0, 0, 5), rows: rows(() => ['unproven', 'Compare with your table']), run: null }),
    words,
  ),
}
