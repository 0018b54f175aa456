import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Queue } from '../src/queue'
import { gallery, open, pageOf, settle } from './window'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('typing', () => {
  it('tells Rust after a pause, once, with the whole text', async () => {
    const window = await open('site')
    window.type('field-address', 'https://na')
    window.type('field-address', 'https://na.myconnectwise.net')
    await vi.advanceTimersByTimeAsync(149)
    expect(window.sent).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(window.sent).toEqual([{ of: 'field', do: 'fill', field: 'address', text: 'https://na.myconnectwise.net' }])
  })

  it('arrives before the press that follows it', async () => {
    const window = await open('site')
    window.type('field-address', 'na.myconnectwise.net')
    window.type('field-company', 'northwind')
    await window.press('continue')
    expect(window.sent).toEqual([
      { of: 'field', do: 'fill', field: 'address', text: 'na.myconnectwise.net' },
      { of: 'field', do: 'fill', field: 'company', text: 'northwind' },
      { of: 'place', do: 'find' },
    ])
    await vi.advanceTimersByTimeAsync(1000)
    expect(window.sent).toHaveLength(3)
  })

  it('waits until a fill was taken in, even by a slow host', async () => {
    const order: string[] = []
    const queue = new Queue(async (intent) => {
      await new Promise((done) => setTimeout(done, intent.do === 'fill' ? 100 : 0))
      order.push(intent.do)
    })
    queue.type('company', 'northwind')
    void queue.send({ of: 'walk', do: 'continue' })
    await vi.advanceTimersByTimeAsync(500)
    expect(order).toEqual(['fill', 'continue'])
  })

  it('does not let a long check hold back Cancel', async () => {
    const begun: string[] = []
    const queue = new Queue((intent) => {
      begun.push(intent.do)
      return intent.do === 'check' ? new Promise(() => {}) : Promise.resolve()
    })
    void queue.send({ of: 'check', do: 'check' })
    await vi.advanceTimersByTimeAsync(3000)
    void queue.send({ of: 'check', do: 'cancelCheck' })
    await vi.advanceTimersByTimeAsync(0)
    expect(begun).toEqual(['check', 'cancelCheck'])
  })

  it('is not overwritten by a View while the field has the focus', async () => {
    const window = await open('site')
    window.type('field-company', 'north')
    await window.show(gallery('site'))
    expect(window.get<HTMLInputElement>('field-company').value).toBe('north')
  })

  it('gives way to what Rust made of it when the focus leaves', async () => {
    const window = await open('site')
    window.type('field-company', ' northwind ')
    window.get('field-company').blur()
    await settle()
    const next = gallery('site')
    pageOf(next, 'site').company.value = 'northwind'
    await window.show(next)
    expect(window.get<HTMLInputElement>('field-company').value).toBe('northwind')
    expect(window.sent).toEqual([{ of: 'field', do: 'fill', field: 'company', text: ' northwind ' }])
  })
})

describe('a secret', () => {
  it('is handed over and gone from the field at once when pasted', async () => {
    const window = await open('keys')
    const input = window.get<HTMLInputElement>('field-privateKey')
    input.focus()
    input.dispatchEvent(new Event('paste', { bubbles: true }))
    input.value = 'Zb3RfY8wPc5H7x2Q'
    input.dispatchEvent(new Event('input', { bubbles: true }))
    expect(input.value).toBe('')
    await settle()
    expect(window.sent).toEqual([{ of: 'field', do: 'fill', field: 'privateKey', text: 'Zb3RfY8wPc5H7x2Q' }])
    expect(document.body.innerHTML).not.toContain('Zb3RfY8wPc5H7x2Q')
  })

  it('is handed over once when typed and left', async () => {
    const window = await open('keys')
    window.type('field-publicKey', 'q7Vn2LmX9sKd4TzW')
    await vi.advanceTimersByTimeAsync(1000)
    expect(window.sent).toEqual([])
    const input = window.get<HTMLInputElement>('field-publicKey')
    input.dispatchEvent(new Event('change', { bubbles: true }))
    input.blur()
    await settle()
    expect(input.value).toBe('')
    expect(window.sent).toEqual([{ of: 'field', do: 'fill', field: 'publicKey', text: 'q7Vn2LmX9sKd4TzW' }])
  })

  it('is shown by its length and last four characters, in a field of dots that cannot be read back', async () => {
    const window = await open('keys-kept')
    expect(window.get('masked-privateKey').textContent).toContain('16 characters, ends in 357y')
    const input = window.get<HTMLInputElement>('field-privateKey')
    expect([input.type, input.value, input.getAttribute('autocomplete')]).toEqual(['password', '', 'off'])
  })

  it('can be pasted by Rust without passing through the window', async () => {
    const window = await open('keys')
    await window.press('paste-privateKey')
    expect(window.sent).toEqual([{ of: 'field', do: 'paste', field: 'privateKey' }])
  })
})
