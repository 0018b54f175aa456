import { beforeEach, describe, expect, it, vi } from 'vitest'
import { gallery, open, pageOf, settle, viewport } from './window'

const focused = () => (document.activeElement as HTMLElement).dataset['testid']

describe('a button that goes away', () => {
  it('gives its focus to what stands next', async () => {
    const window = await open('site-http')
    window.get('mend').focus()
    await window.show(gallery('site'))
    await settle()
    expect(window.find('mend')).toBeNull()
    expect(focused()).toBe('option-site-0')
  })

  it('gives it to what stood before where nothing follows', async () => {
    const view = gallery('done')
    const window = await open(view)
    window.get('back').focus()
    await window.show({ ...view, nav: { ...view.nav, back: null } })
    await settle()
    expect(focused()).toBe('again')
  })

  it('is no loss either where the title of a Problem had it, which goes by itself', async () => {
    const window = await open('site')
    await window.show(gallery('site-http'))
    expect(document.activeElement?.tagName).toBe('H2')
    await window.show(gallery('site'))
    await settle()
    expect(focused()).toBe('option-site-0')
  })

  it('has none to give where the focus was elsewhere', async () => {
    const window = await open('site-http')
    window.get('field-company').focus()
    await window.show(gallery('site'))
    await settle()
    expect(focused()).toBe('field-company')
  })

  it('gives way to the question it asks, and has the focus again after "no"', async () => {
    const id = (view: ReturnType<typeof gallery>) => {
      const line = pageOf(view, 'start').unfinished.concat(pageOf(view, 'start').saved).find((each) => each.forgetQuestion)
      return line?.open.intent.do === 'resume' ? line.open.intent.connection : ''
    }
    const asked = gallery('start-forget')
    const quiet = structuredClone(asked)
    for (const line of [...pageOf(quiet, 'start').unfinished, ...pageOf(quiet, 'start').saved]) line.forgetQuestion = null
    const window = await open(quiet)
    window.get(`forget-${id(asked)}`).focus()
    await window.show(asked)
    await settle()
    expect(focused()).toBe(`forget-no-${id(asked)}`)
    await window.show(quiet)
    await settle()
    expect(focused()).toBe(`forget-${id(asked)}`)
  })
})

describe('a page that is come back to', () => {
  beforeEach(() => viewport(400))

  it('is folded as it was, until another set-up begins', async () => {
    const role = gallery('role-propel-your-msp')
    const window = await open(role)
    const isOpen = () => window.get('fold-System').getAttribute('aria-expanded')
    await window.press('fold-System')
    expect(isOpen()).toBe('false')
    await window.show(gallery('member-propel-your-msp'))
    await window.show(role)
    expect(isOpen()).toBe('false')
    await window.show(gallery('start'))
    await window.show(role)
    expect(isOpen()).toBe('true')
  })

  it('is scrolled as far as it was; the outcome of a check stands at the top', async () => {
    const window = await open('role-propel-your-msp')
    const scrolled = vi.spyOn(globalThis.window, 'scrollTo')
    const at = (y: number) => Object.defineProperty(globalThis.window, 'scrollY', { value: y, configurable: true })
    const turn = async (name: string) => {
      await window.show(gallery(name))
      await settle()
      return scrolled.mock.calls.at(-1)
    }
    at(740)
    expect(await turn('member-propel-your-msp')).toEqual([0, 0])
    at(120)
    expect(await turn('role-propel-your-msp')).toEqual([0, 740])
    expect(await turn('member-propel-your-msp')).toEqual([0, 120])
    await turn('check')
    at(300)
    await turn('keys')
    expect(await turn('check')).toEqual([0, 0])
    at(0)
  })
})
