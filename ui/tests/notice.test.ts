import { tick } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { views } from '../src/gallery/views'
import { gallery, open, pageOf, settle, viewport } from './window'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('focus', () => {
  it('goes to the summary of what is missing, and from an entry to its field', async () => {
    const window = await open('site')
    expect(window.find('missing')).toBeNull()
    await window.show(gallery('site-missing'))
    expect(document.activeElement).toBe(window.get('missing'))
    expect(window.get('missing').parentElement?.getAttribute('role')).toBe('alert')
    await window.press('missing-company')
    expect(document.activeElement).toBe(window.get('field-company'))
  })

  it('stays in the field when the same summary comes again', async () => {
    const window = await open('site-missing')
    window.get('field-company').focus()
    await window.show(gallery('site-missing'))
    expect(document.activeElement).toBe(window.get('field-company'))
  })

  it('goes to the title of a Problem when it comes, and not again while it stays', async () => {
    const window = await open('site')
    const title = () => document.querySelector('main > [data-testid="problem"] h2')
    window.get('continue').focus()
    await window.show(gallery('site-no-network'))
    expect(title()?.textContent).toBe(gallery('site-no-network').problem?.title)
    expect(document.activeElement).toBe(title())
    window.get('continue').focus()
    await window.show(gallery('site-no-network'))
    expect(document.activeElement).toBe(window.get('continue'))
    await window.show(gallery('site'))
    await window.show(gallery('site-no-network'))
    expect(document.activeElement).toBe(title())
  })

  it('is not taken from somebody who types: the Problem is told aloud instead', async () => {
    const window = await open('site')
    window.get('field-company').focus()
    await window.show(gallery('site-disk-full'))
    expect(document.activeElement).toBe(window.get('field-company'))
    expect(window.get('problem').getAttribute('role')).toBe('alert')
  })

  it('goes to the Problem of a failed check, or to its outcome where no Problem leads', async () => {
    const window = await open('check-running')
    await window.show(gallery('check-failed'))
    expect(document.activeElement?.textContent).toBe(gallery('check-failed').problem?.title)
    await window.show(gallery('check-running'))
    const alone = gallery('check-failed')
    alone.problem = null
    await window.show(alone)
    expect(document.activeElement).toBe(window.get('outcome').querySelector('h2'))
  })

  it('is not lost with the button that stops a check, and stays where somebody reads', async () => {
    const window = await open('check-running')
    window.get('cancel').focus()
    await window.show(gallery('check-cancelled'))
    expect(document.activeElement).toBe(window.get('outcome').querySelector('h2'))
    await window.show(gallery('check-running'))
    window.get('back').focus()
    await window.show(gallery('check'))
    expect(document.activeElement).toBe(window.get('back'))
  })

  it('goes to the heading on a new page, and stays put within one', async () => {
    const window = await open('site')
    window.get('field-company').focus()
    await window.show(gallery('site-found'))
    expect(document.activeElement).toBe(window.get('field-company'))
    await window.show(gallery('role-vectis'))
    await tick()
    await settle()
    expect(document.activeElement?.tagName).toBe('H1')
    expect(document.title).toBe('Make the security role · Keywright')
    expect(document.querySelector('main')?.dataset['page']).toBe('role')
  })
})

describe('ticks and choices', () => {
  it('send the intent the View carries', async () => {
    viewport(1280)
    const window = await open('role-propel-your-msp')
    await window.press('tick-row:Sales/Opportunity')
    await window.press('tick-table:Service / Source')
    await window.press('tick-System')
    await window.press('option-role-1')
    expect(window.sent).toEqual([
      { of: 'list', do: 'tick', item: 'row:Sales/Opportunity', on: true },
      { of: 'list', do: 'tick', item: 'table:Service / Source', on: true },
      { of: 'list', do: 'tickAll', group: 'System', on: true },
      { of: 'field', do: 'pick', choice: 'role', option: 'existing' },
    ])
    expect(window.get('option-role-1').dataset['option']).toBe('existing')
  })

  it('a busy button keeps its place and sends nothing', async () => {
    const window = await open('site-looking')
    await window.press('continue')
    expect(window.sent).toEqual([])
    expect(window.get('continue').getAttribute('aria-disabled')).toBe('true')
  })
})

describe('the clipboard', () => {
  it('counts down, and starts anew only with the next copy', async () => {
    const window = await open('handOver')
    await vi.advanceTimersByTimeAsync(5000)
    expect(window.get('clipboard').textContent).toContain('cleared in 55 s')

    const same = gallery('handOver')
    await window.show(same)
    await vi.advanceTimersByTimeAsync(1000)
    expect(window.get('clipboard').textContent).toContain('cleared in 54 s')

    const next = gallery('handOver')
    if (next.clipboard) next.clipboard = { ...next.clipboard, serial: next.clipboard.serial + 1 }
    await window.show(next)
    expect(window.get('clipboard').textContent).toContain('cleared in 60 s')
  })

  it('says "Copied" only once Rust confirms it', async () => {
    const window = await open('handOver')
    await window.press('copy-hand-over:0')
    expect(window.get('copy-hand-over:0').textContent).not.toContain('Copied')
    const next = gallery('handOver')
    next.announcement = { text: 'Copied: Site URL.', serial: 10 }
    await window.show(next)
    expect(window.get('copy-hand-over:0').textContent).toContain('Copied')
    expect(window.get('announcement').textContent).toBe('Copied: Site URL.')
    await vi.advanceTimersByTimeAsync(3000)
    expect(window.get('copy-hand-over:0').textContent).not.toContain('Copied')
  })
})

describe('a check', () => {
  it('has every line from the beginning and announces failures and the end only', async () => {
    const window = await open('check-begins')
    expect(document.querySelectorAll('[data-testid^="line-"]')).toHaveLength(13)
    const before = window.get('announcement').textContent
    await window.show(gallery('check-running'))
    expect(document.querySelectorAll('[data-testid^="line-"]')).toHaveLength(13)
    expect(window.get('line-keys').dataset['verdict']).toBe('running')
    expect(window.get('announcement').textContent).toBe(before)
    await window.show(gallery('check-failed'))
    expect(window.get('announcement').textContent).toBe('The check is done: not connected. Key pair: Failed. Not connected to ConnectWise.')
    expect(window.get('problem').dataset['cause']).toBe('keys-refused')
    await window.press('mend')
    expect(window.sent).toEqual([{ of: 'walk', do: 'go', step: 'keys' }])
  })
})

it('a stream of findings is not read out: the failure and the end are, once', async () => {
  const window = await open('check-begins')
  const said: string[] = []
  const hear = () => {
    const now = window.get('announcement').textContent ?? ''
    if (now !== (said.at(-1) ?? '')) said.push(now)
  }
  const end = gallery('check-failed')
  const running = gallery('check-begins')
  const order = pageOf(end, 'check').gates
  hear()
  const quiet = said.length
  // One line after another, as the answers come.
  for (const [index, line] of order.entries()) {
    const lines = pageOf(running, 'check').gates
    lines[index] = line
    pageOf(running, 'check').done = index + 1
    await window.show(structuredClone(running))
    hear()
  }
  const failures = order.filter((line) => line.verdict === 'failed')
  expect(failures.length).toBeGreaterThan(0)
  expect(order.length).toBeGreaterThan(failures.length)
  expect(said.slice(quiet)).toEqual(failures.map((line) => `${line.title}: ${line.verdictText}.`))
  await window.show(end)
  hear()
  expect(said.at(-1)).toContain(pageOf(end, 'check').summary)
  expect(said.at(-1)).not.toContain(`${failures[0]?.title}: ${failures[0]?.verdictText}`)
})

describe('nothing is offered that the View does not offer', () => {
  it('no way to stop a check that has ended, no second way to look before something is found', async () => {
    const window = await open('check-running')
    expect([window.find('cancel'), window.find('check')].map(Boolean)).toEqual([true, false])
    await window.show(gallery('check'))
    expect([window.find('cancel'), window.find('check')].map(Boolean)).toEqual([false, true])
    await window.show(gallery('site'))
    expect(document.querySelector('main [data-testid="find"]')).toBeNull()
    await window.show(gallery('site-found'))
    expect(document.querySelector('main [data-testid="find"]')).not.toBeNull()
  })

  it('labels of ConnectWise are bold, and markup stays text', async () => {
    const view = gallery('check-failed')
    view.lead = 'Press **Save**, not <b>this</b>.'
    await open(view)
    const lead = document.querySelector('.lead')
    expect(lead?.querySelectorAll('b')).toHaveLength(1)
    expect(lead?.textContent).toBe('Press Save, not <b>this</b>.')
  })
})

describe('every gallery View', () => {
  it.each(Object.keys(views))('%s: one heading, names and hooks that are not doubled', async (name) => {
    await open(name)
    expect(document.querySelectorAll('h1')).toHaveLength(1)
    expect(document.querySelector('main')?.dataset['page']).toBe(gallery(name).page.is)
    for (const selector of ['button', 'input', 'a', 'summary']) {
      for (const element of document.querySelectorAll<HTMLElement>(selector)) {
        const text = element.textContent?.trim() || element.closest('label')?.textContent?.trim() || document.querySelector(`label[for="${element.id}"]`)?.textContent
        expect(text, `${name}: a ${selector} without a name`).toBeTruthy()
      }
    }
    // Each failing line has a button of its own that mends it.
    const hooks = [...document.querySelectorAll<HTMLElement>('main button[data-testid], main input[data-testid]')]
      .map((each) => each.dataset['testid'])
      .filter((hook) => hook !== 'mend')
    expect(new Set(hooks).size, `${name}: ${hooks.join(' ')}`).toBe(hooks.length)
  })
})

it('a practice set-up hands out what ConnectWise would show', async () => {
  const window = await open('keys-practice')
  expect(window.get('practice').textContent).toContain('Nothing leaves this computer')
  await window.press('copy-practice:private')
  expect(window.sent).toEqual([{ of: 'named', do: 'copy', what: 'practice:private' }])
})

it('"Forget" asks where it was pressed', async () => {
  const window = await open('start-forget')
  await window.press('forget-mspcfo-7f3a91')
  await window.press('forget-yes-vectis-7f3a90')
  expect(window.sent).toEqual([
    { of: 'start', do: 'forget', connection: 'mspcfo-7f3a91' },
    { of: 'start', do: 'forgetForGood', connection: 'vectis-7f3a90' },
  ])
  expect(window.find('forget-vectis-7f3a90')).toBeNull()
  expect(pageOf(gallery('start-forget'), 'start').unfinished).toHaveLength(2)
})

describe('technical details', () => {
  it('are copied from the Problem that has some, and from the first page', async () => {
    const window = await open('check-failed')
    await window.press('copy-details:keys-refused')
    await window.show(gallery('start'))
    await window.press('copy-details')
    expect(window.sent).toEqual([
      { of: 'named', do: 'copy', what: 'details:keys-refused' },
      { of: 'named', do: 'copy', what: 'details' },
    ])
  })

  it('say what they hold, and nothing is offered where there are none', async () => {
    const window = await open('start')
    const beside = window.get('copy-details').parentElement?.textContent
    expect(beside).toContain('It names no key, company, server or person.')
    const view = gallery('check-failed')
    view.problem = { ...view.problem!, technical: null, details: null, cause: 'other' }
    await window.show(view)
    expect(window.find('copy-details:other')).toBeNull()
  })

  it('never turn to "Copied" where the clipboard refused', async () => {
    const window = await open('role-vectis')
    await window.press('copy-role-name')
    await window.show(gallery('role-not-copied'))
    const later = gallery('role-vectis')
    later.announcement = { text: 'Something else.', serial: 9 }
    await window.show(later)
    expect(window.get('copy-role-name').textContent).not.toContain('Copied')
  })

  it('turn to "Copied" once Rust confirms it', async () => {
    const window = await open('start')
    await window.press('copy-details')
    expect(window.get('copy-details').textContent).toContain('Copy technical details')
    const next = gallery('start')
    next.announcement = { text: 'Copied: technical details.', serial: 1 }
    await window.show(next)
    expect(window.get('copy-details').textContent?.trim()).toBe('Copied')
  })
})
