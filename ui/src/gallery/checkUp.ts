/** What a check says about a role that is not quite right, and how the outcome is passed on. */
import type { ResultPart, View, WiderPart, WiderRow } from '../types'
import { cells, gates, page, row, rows, tally, words } from './check'
import { button, practice, problem, view } from './make'

const again = button('Check again', { do: 'check' })
const matches = 'Matches, all four levels'

const allowed = (title: string, risk: string, set: string, grave = false): WiderRow => ({ title, risk, grave, set })
const excess: WiderRow[] = [
  allowed('System > Security', 'Can change what every role may do, its own as well', 'Set **Add Level**, **Edit Level** and **Delete Level** to **None**.', true),
  allowed('System > Member Maintenance', 'Can make members and keys', 'Set **Add Level** and **Edit Level** to **None**.', true),
  allowed('Companies > Configuration - Display Passwords', 'Can read passwords kept in configurations', 'Set **Inquire Level** to **None**.', true),
  allowed('Finance > Invoicing', 'Can delete invoices', 'Set **Delete Level** to **None**.'),
  allowed('Service Desk > Close Service Tickets', 'Can close and reopen tickets', 'Set **Edit Level** to **None**.'),
  allowed('Companies > Contacts', 'Can delete contacts', 'Set **Delete Level** to **None**.'),
  allowed('Time & Expense > Time Entry', 'Can change time that others entered', 'Set **Edit Level** to **My**.'),
  allowed('Project > Project Headers', 'Can delete projects', 'Set **Delete Level** to **None**.'),
  allowed('Sales > Opportunity', 'Can read opportunities', 'Set **Inquire Level** to **None**.'),
]
const wider = (evidence: string, more: Partial<WiderPart> = {}): WiderPart => ({
  line: row('wider', 'Everything else in the role', 'wider', evidence, { again: button('Test again', { do: 'checkLine', line: 'wider' }) }),
  admin: null, rows: excess,
  how: 'Lower these in the role, press **Save**, then test again. Vectis goes on working meanwhile.',
  place: ['System', 'Security Roles', 'Vectis'], ...more,
})

const results: ResultPart[] = [
  {
    id: 'support', title: 'For Vectis’ support', text: 'Every test with its answer, the site and the version. No key is in it.',
    copy: button('Copy', { do: 'copy', what: 'result-support' }), save: button('Save as file', { do: 'saveResult', reader: 'support' }),
  },
  {
    id: 'administrator', title: 'For whoever administers ConnectWise', text: 'What to set in the role, row by row, and where to click.',
    copy: button('Copy', { do: 'copy', what: 'result-administrator' }), save: button('Save as file', { do: 'saveResult', reader: 'administrator' }),
  },
]

const rehearsed = (situation: string, putRight: string | null = null): View['practice'] =>
  practice({ situation, putRight: putRight === null ? null : button(putRight, { do: 'putRight' }) })

const short = rows(() => ['passed', matches]).map((line, index) =>
  index === 1
    ? row('row-1', line.title, 'failed', 'Edit Level is None, needs All', {
        cells: cells(['All', 'None', 'None', 'All'], ['All', 'All', 'None', 'All']),
        problem: problem('permission-short', '“Finance > Agreements” is short of 1 level', {
          why: 'The role opens it for reading only. Vectis also writes there.',
          todo: ['Set **Edit Level** to **All**, press **Save**, wait a moment.', 'Then test this row again.'],
          place: ['System', 'Security Roles', 'Vectis', 'Finance', 'Agreements'],
          mend: { label: 'Copy this row', intent: { do: 'copy', what: 'row-finance-agreements' } },
        }),
      })
    : index === 2
      ? row('row-2', line.title, 'failed', 'Add Level is None, needs All; Inquire Level is My, needs All', {
          cells: cells(['None', 'None', 'All', 'My'], ['All', 'None', 'None', 'All']),
          problem: problem('permission-short', '“Finance > Invoicing” is short of 2 levels', {
            todo: ['Set **Add Level** and **Inquire Level** to **All**, press **Save**, then test this row again.'],
            place: ['System', 'Security Roles', 'Vectis', 'Finance', 'Invoicing'],
          }),
        })
      : index === 3
        ? row('row-3', line.title, 'unproven', 'ConnectWise did not tell 2 of the 4 levels', {
            cells: cells(['All', 'not told', 'None', 'not told'], ['All', 'All', 'None', 'All']),
          })
        : line,
)

const wide = rows((index) => (index === 0 || index === 4 ? ['wider', 'Enough, and more than needed'] : ['passed', matches])).map((line, index) =>
  index === 0 ? { ...line, cells: cells(['All', 'All', 'All', 'All'], ['None', 'None', 'None', 'All']) }
  : index === 4 ? { ...line, cells: cells(['None', 'All', 'None', 'All'], ['None', 'My', 'None', 'All']) }
  : line,
)

export const checkUp: Record<string, View> = {
  'check-counting': view(
    page({
      state: 'running', summary: 'Checking: Finance > Invoicing', done: 10, total: 14, tally: tally(1, 1, 0, 0), gates: gates(8),
      rows: rows((index) => index === 0 ? ['passed', matches] : index === 1 ? ['failed', 'Edit Level is None, needs All'] : index === 2 ? ['running', 'Asking ConnectWise …'] : ['waiting', '']),
      wider: wider('', { line: row('wider', 'Everything else in the role', 'waiting'), rows: [], how: null, place: [] }),
      run: null, cancel: button('Cancel', { do: 'cancelCheck' }),
    }),
    { ...words, nav: { back: button('Back', { do: 'back' }), forward: null, missing: [] } },
  ),
  'check-short': view(
    page({
      state: 'passedWithRemarks', summary: 'Connected, but 2 rows are short', done: 14, total: 14, tally: tally(2, 2, 0, 1), gates: gates(8), rows: short, run: again,
      wider: wider('', { line: row('wider', 'Everything else in the role', 'passed', 'Nothing beyond what Vectis needs'), rows: [], how: null, place: [] }),
    }),
    { ...words, practice: rehearsed('The role is short', 'Set the rows in the practice ConnectWise') },
  ),
  'check-wide': view(
    page({
      state: 'passedWithRemarks', summary: 'Connected. The role allows more than Vectis needs', done: 14, total: 14, tally: tally(0, 3, 11, 0), gates: gates(8),
      rows: wide, wider: wider('9 rows that Vectis does not use are open'), run: again, results,
    }),
    { ...words, practice: rehearsed('The role allows too much') },
  ),
  'check-admin': view(
    page({
      state: 'passedWithRemarks', summary: 'Connected. The role is an administrator’s', done: 14, total: 14, tally: tally(0, 5, 1, 0), gates: gates(8), rows: rows(() => ['passed', matches]),
      wider: wider('Every row stands on All', {
        admin: 'This role may do everything in ConnectWise, as its administrators may. Whoever holds these keys may do the same. Make a role for Vectis alone, with the rows of step 2.',
        rows: [], how: 'Then choose that role at the API member; the keys stay the same.', place: ['System', 'Members', 'API Members', 'Vectis'],
      }),
      run: again,
    }),
    words,
  ),
  'check-swapped': view(
    page({
      state: 'failed', summary: 'The two keys are swapped', done: 6, total: 14,
      gates: gates(5, 'failed', 'Accepted the other way round', problem('keys-swapped', 'The public and the private key are swapped', {
        why: 'ConnectWise refused the pair as entered, and accepted it the other way round. Nothing else is wrong with it.',
        mend: { label: 'Swap the keys', intent: { do: 'swapKeys' } },
        technical: 'GET /system/info\n401 {"code":"Unauthorized"}',
      })),
      rows: rows(() => ['waiting', 'Waiting on: Key pair']), run: again,
    }),
    { ...words, practice: rehearsed('The keys are swapped') },
  ),
  'check-empty': view(
    page({
      state: 'passedWithRemarks', summary: 'Connected. 1 row could not be settled', done: 14, total: 14, tally: tally(0, 4, 0, 1), gates: gates(8), run: again,
      rows: rows((index) => index === 2
        ? ['unproven', 'ConnectWise answered with an empty list', problem('list-empty', 'No invoice is in sight', {
            weight: 'remark',
            why: 'Either there is none yet, or the role shows only its own. Both give the same answer.',
            todo: ['If there are invoices in ConnectWise, look whether **Inquire Level** is **All**.'],
            place: ['System', 'Security Roles', 'Vectis', 'Finance', 'Invoicing'],
            mend: { label: 'Copy this row', intent: { do: 'copy', what: 'row-finance-invoicing' } },
          })]
        : ['passed', 'Read']),
      results, savedTo: '/home/sam.okafor/Documents/Keywright/vectis-northwind-networks-2026-11-22-for-administrator.txt',
    }),
    { ...words, announcement: { text: 'Saved the outcome for whoever administers ConnectWise.', serial: 12 } },
  ),
}
