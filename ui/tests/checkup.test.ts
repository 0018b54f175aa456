import { describe, expect, it } from 'vitest'
import { shorten } from '../src/shorten'
import { gallery, open, settle } from './window'

const text = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, ' ').trim()

describe('more than needed', () => {
  it('shows the six worst and keeps the rest, in their order', () => {
    expect(shorten([1, 2, 3])).toEqual({ first: [1, 2, 3], rest: [] })
    expect(shorten([1, 2, 3, 4, 5, 6]).rest).toEqual([])
    expect(shorten([1, 2, 3, 4, 5, 6, 7, 8])).toEqual({ first: [1, 2, 3, 4, 5, 6], rest: [7, 8] })
  })

  it('marks the grave ones with a word, and hides none that is not behind "Show all"', async () => {
    const window = await open('check-wide')
    const rows = [...window.get('wider').querySelectorAll('[data-testid="wider-row"]')]
    expect(rows).toHaveLength(9)
    expect(rows.filter((row) => row.closest('details'))).toEqual(rows.slice(6))
    expect(rows.filter((row) => row.textContent?.includes('Look at this first'))).toHaveLength(3)
    expect(text(window.get('wider-all'))).toContain('Show all 9')
    expect(window.get('line-wider').dataset['verdict']).toBe('wider')
    await window.press('again-wider')
    expect(window.sent).toEqual([{ of: 'check', do: 'checkLine', line: 'wider' }])
  })

  it('says one sentence instead of a list for a role that may do everything', async () => {
    const window = await open('check-admin')
    expect(window.find('wider-row')).toBeNull()
    expect(window.get('wider').textContent).toContain('This is an administrator role: all 87 rows are open')
  })
})

describe('the four levels of a row', () => {
  it('read as sentences, with what is needed only where it differs', async () => {
    const window = await open('check-short')
    const read = (line: string) => [...window.get(`cells-${line}`).children].map((cell) => `${text(cell.querySelector('dt'))}: ${text(cell.querySelector('dd'))}`)
    expect(read('row:Companies/CRM/Sales Activities')).toEqual([
      'Add Level: is None, needs My',
      'Edit Level: is None',
      'Delete Level: is All, None is enough',
      'Inquire Level: is My, needs All',
    ])
    expect(window.find('cells-row:Companies/Company Maintenance')).toBeNull()
  })
})

describe('the outcome', () => {
  it('counts permissions, and keeps the room for it while nothing is counted yet', async () => {
    const window = await open('check-counting')
    expect(text(window.get('tally-failed'))).toBe('2 Missing')
    expect(text(window.get('tally-wider'))).toBe('0 More than needed')
    await window.show(gallery('check-running'))
    expect(window.find('tally')).toBeNull()
    expect(document.querySelector('.coming')).not.toBeNull()
  })

  it('can be passed on, and says where it was saved', async () => {
    const window = await open('check-saved-result')
    await window.press('copy-result-support')
    await window.press('save-result-administrator')
    expect(window.sent).toEqual([{ of: 'named', do: 'copy', what: 'result:support' }, { of: 'named', do: 'saveResult', reader: 'administrator' }])
    expect(window.get('result-saved').textContent).toMatch(/role changes\.txt$/)
  })

  it('tells what stops nothing as a remark, not as a failure', async () => {
    const window = await open('check-nothing-to-read')
    expect(window.get('problem').dataset['weight']).toBe('remark')
  })
})

describe('practice', () => {
  it('begins in a situation, names it on every page and puts right what is wrong', async () => {
    const window = await open('start-chosen')
    expect(text(window.get('situation-ShortRole'))).toBe('Rehearse : A role that is too narrow')
    await window.press('situation-ShortRole')
    await window.show(gallery('check-practice-ShortRole'))
    await settle()
    expect(window.get('practice').textContent).toContain('A role that is too narrow')
    await window.press('put-right')
    expect(window.sent).toEqual([{ of: 'start', do: 'begin', practice: 'shortRole' }, { of: 'check', do: 'putRight' }])
  })
})
