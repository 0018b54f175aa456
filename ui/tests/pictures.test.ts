/** Which place a drawing marks, and what stands filled in, for what is ticked so far. */
import { flushSync, mount, unmount } from 'svelte'
import { describe, expect, it } from 'vitest'
import type { HandOverPage, RolePage, View } from '../src/types'
import { clientIdPicture } from '../src/pictures/clientId'
import { handOverPicture } from '../src/pictures/handOver'
import { keysPicture } from '../src/pictures/keys'
import { memberPicture } from '../src/pictures/member'
import { gridLines, next, rolePicture } from '../src/pictures/role'
import Pictures from '../src/pictures/Pictures.svelte'
import { begin, type Picture } from '../src/pictures/scene'
import { hostOf, sitePicture } from '../src/pictures/site'
import { extreme } from './extreme'
import { gallery, handOn, open, pageOf, settle, viewport } from './window'

const scene = (picture: Picture | null, id = picture?.now) => picture?.scenes.find((each) => each.id === id)
const label = (picture: Picture | null, id?: string) => scene(picture, id)?.label

function pictureOf({ page, integration }: View): Picture {
  const of = { role: rolePicture, member: memberPicture, keys: keysPicture, clientId: clientIdPicture, site: sitePicture } as unknown as Record<string, (page: unknown) => Picture | null>
  const picture = page.is === 'handOver' ? handOverPicture(page, integration ?? '') : of[page.is]?.(page)
  if (!picture) throw new Error(`no drawing of ${page.is}`)
  return picture
}

const role = (): RolePage => pageOf(gallery('role-propel-your-msp'), 'role')
function untick(page: RolePage): RolePage {
  for (const row of page.grid?.groups.flatMap((group) => group.rows) ?? []) {
    row.ticked = false
    for (const table of row.tables?.items ?? []) table.ticked = false
  }
  if (page.grid) page.grid.set = 0
  return page
}

function tick(page: RolePage, rows: number, tables = 0): RolePage {
  untick(page)
  for (const row of page.grid?.groups.flatMap((group) => group.rows).slice(0, rows) ?? []) {
    row.ticked = true
    for (const table of row.tables?.items.slice(0, tables) ?? []) table.ticked = true
  }
  if (page.grid) page.grid.set = rows
  handOn(page)
  return page
}

/** The role page with so many of its rows ticked. */
function ticked(rows: number): View {
  const view = gallery('role-propel-your-msp')
  tick(pageOf(view, 'role'), rows)
  return view
}

describe('the role', () => {
  it('marks +, then row after row, then table after table, then Save', () => {
    expect(label(rolePicture(tick(role(), 0)))).toBe('Drawing: Security Roles, + is marked')
    expect(label(rolePicture(tick(role(), 1)))).toBe('Drawing: Propel Your MSP, Configurations is marked')
    expect(label(rolePicture(tick(role(), 5)))).toBe('Drawing: Propel Your MSP, Opportunity is marked')
    expect(label(rolePicture(tick(role(), 11)))).toBe('Drawing: Table Setup, Activities / Activity Type is marked')
    expect(label(rolePicture(tick(role(), 11, 14)))).toBe('Drawing: Table Setup, Service / Source is marked')
    expect(label(rolePicture(tick(role(), 11, 15)))).toBe('Drawing: Propel Your MSP, Save is marked')
  })

  it('shows the first row at the table, even before anything is ticked', () => {
    const picture = rolePicture(tick(role(), 0))
    expect([picture?.now, picture?.there]).toEqual(['list', 'grid'])
    expect(label(picture, 'grid')).toBe('Drawing: Propel Your MSP, Company Maintenance is marked')
  })

  it('opens modules with ticked rows and the one of the next row, and folds the rest', () => {
    const page = tick(role(), 5)
    const lines = gridLines(page.grid!, next(page.grid!))
    expect(lines.flatMap((line) => (line.is === 'module' ? [[line.name, line.open]] : []))).toEqual([
      ['Companies', true], ['Sales', true], ['Service Desk', false], ['System', false],
    ])
    expect(lines.flatMap((line) => (line.is === 'row' && line.ticked ? [line.name] : []))).toHaveLength(5)
    expect(lines.filter((line) => line.is === 'row' && line.marked)).toMatchObject([{ name: 'Opportunity', ticked: false }])
  })

  it('marks the role itself where one exists, and draws nothing where nothing is to be made', () => {
    const page = pageOf(gallery('role-existing'), 'role')
    expect(rolePicture(page)?.scenes.map((each) => each.id)).toEqual(['list', 'grid', 'tables'])
    expect(label(rolePicture(page), 'list')).toBe('Drawing: Security Roles, Your role is marked')
    expect(rolePicture(pageOf(gallery('role-admin'), 'role'))).toBeNull()
  })
})

describe('the other pages', () => {
  it('member: +, field after field, Save', () => {
    const page = pageOf(gallery('member-vectis'), 'member')
    for (const field of page.fields.slice(0, 2)) field.ticked = true
    expect(label(memberPicture(page))).toBe('Drawing: New member, Role ID is marked')
    for (const field of page.fields) field.ticked = false
    expect(label(memberPicture(page))).toBe('Drawing: API Members, + is marked')
    expect(label(memberPicture(page), 'form')).toBe('Drawing: New member, Member ID is marked')
    for (const field of page.fields) field.ticked = true
    expect(label(memberPicture(page))).toBe('Drawing: New member, Save is marked')
  })

  it('keys: +, then the key that is not pasted; one that will not do counts as not pasted', () => {
    const page = pageOf(gallery('keys'), 'keys')
    expect(label(keysPicture(page))).toBe('Drawing: API Keys, + is marked')
    expect(label(keysPicture(page), 'result')).toBe('Drawing: Both keys, Public key is marked')
    page.publicKey.masked = { length: 16, endsWith: '4TzW' }
    expect(label(keysPicture(page))).toBe('Drawing: Both keys, Private key is marked')
    page.privateKey.masked = { length: 16, endsWith: '7x2Q' }
    expect(label(keysPicture(page))).toBe('Drawing: Both keys, nothing is left to do')
    page.privateKey.remark = { text: '', stops: true }
    expect(label(keysPicture(page))).toBe('Drawing: Both keys, Private key is marked')
  })

  it('keys: tell a drawing nothing, not even how long they are', () => {
    const drawn = (length: number, endsWith: string) => {
      const page = pageOf(gallery('keys'), 'keys')
      page.publicKey.masked = { length, endsWith }
      page.privateKey.masked = { length, endsWith }
      return JSON.stringify(keysPicture(page))
    }
    expect(drawn(16, '4TzW')).toBe(drawn(40, 'abcd'))
  })

  it('client ID: the button in the portal, then the ID, until a whole one is pasted', () => {
    const page = pageOf(gallery('clientId-odd'), 'clientId')
    if (page.clientId) page.clientId.value = '3f2504e0-4f89-11d3-9a0c-0305e82c330'
    expect(label(clientIdPicture(page))).toBe('Drawing: ClientID, Create New Integration is marked')
    expect(label(clientIdPicture(page), 'clients')).toBe('Drawing: My Clients, Client ID is marked')
    if (page.clientId) page.clientId.remark = null
    expect(label(clientIdPicture(page))).toBe('Drawing: My Clients, nothing is left to do')
    expect(JSON.stringify(clientIdPicture(page))).not.toMatch(/3f2504e0|6677/)
    expect(clientIdPicture(pageOf(gallery('clientId-built-in'), 'clientId'))).toBeNull()
  })

  it('client ID: takes the address, the page and the button from the trail', () => {
    const page = pageOf(gallery('clientId'), 'clientId')
    page.steps = [{ text: '', trail: ['portal.example', 'ClientID', 'Register'], sign: null, copy: null, link: null }]
    expect(scene(clientIdPicture(page), 'list')?.screen).toMatchObject({ address: 'portal.example', menu: ['ClientID'], press: { label: 'Register', marked: true } })
  })

  it('hand over: the way there, field after field, the button, what success looks like', () => {
    const page: HandOverPage = pageOf(gallery('handOver'), 'handOver')
    const draw = () => handOverPicture(page, 'Vectis')
    expect(label(draw())).toBe('Drawing: Vectis, Public key is marked')
    expect(label(draw(), 'way')).toBe('Drawing: Vectis, Integrations is marked')
    expect(scene(draw())?.screen).toMatchObject({ title: 'Vectis', said: null })
    for (const field of page.fields) field.ticked = false
    expect(draw()?.now).toBe('way')
    for (const field of page.fields) field.ticked = true
    expect(label(draw())).toBe('Drawing: Vectis, Test is marked')
    expect(scene(draw())?.screen).toMatchObject({ said: 'Connected to ConnectWise' })
    page.success = '“Connected to ConnectWise”, within a few seconds of pressing **Test**.'
    expect(scene(draw())?.screen).toMatchObject({ said: '“Connected to ConnectWise”, within a few seconds of pressing Test.' })
    expect(JSON.stringify(draw())).not.toMatch(/468x|357y|8888/)
  })

  it('hand over: passes over what cannot be pasted, and does without a way or a button', () => {
    const page = pageOf(gallery('handOver-propel-your-msp'), 'handOver')
    const draw = () => handOverPicture(page, 'Propel Your MSP')
    for (const field of page.fields.slice(0, 3)) field.ticked = true
    expect(draw()?.scenes.map((each) => each.id)).toEqual(['form'])
    expect(label(draw())).toBe('Drawing: Propel Your MSP, Private key is marked')
    for (const field of page.fields.slice(3)) field.unavailable = 'Not kept: make a new pair.'
    expect(label(draw())).toBe('Drawing: Propel Your MSP, nothing is left to do')
  })

  it('site: the address bar, then the company; the desktop client has its own drawing', () => {
    const page = pageOf(gallery('site'), 'site')
    expect(label(sitePicture(page))).toBe('Drawing: Browser, the address is marked')
    expect(label(sitePicture(page), 'desktop')).toBe('Drawing: My Company, Site URL is marked')
    if (page.address) page.address.value = 'https://na.myconnectwise.net'
    expect(label(sitePicture(page))).toBe('Drawing: Sign in, Company is marked')
    expect(label(sitePicture(pageOf(gallery('site-found'), 'site')))).toBe('Drawing: Sign in, nothing is left to do')
    expect(sitePicture(pageOf(gallery('site-region'), 'site'))?.scenes.map((each) => each.id)).toEqual(['signIn'])
  })

  it('site: shows which part of an address is meant', () => {
    expect(['https://na.myconnectwise.net/...', 'https://na.myconnectwise.net/…', 'connect.yourcompany.com', ''].map(hostOf)).toEqual([
      'na.myconnectwise.net', 'na.myconnectwise.net', 'connect.yourcompany.com', '',
    ])
  })
})

it('a long list is drawn around the place that is marked', () => {
  expect([0, 5, 6, 250, 499, 500].map((at) => begin(500, 8, at))).toEqual([0, 1, 2, 246, 492, 492])
  expect(begin(3, 8, 2)).toBe(0)
})

describe('in the window', () => {
  const drawing = () => document.querySelector('[data-testid="drawing"]')
  const drawn = (hook: string) => [...document.querySelectorAll(`[data-testid="drawing"] [data-${hook}]`)]

  it('says what is marked once, and hides the rest from readers', async () => {
    const window = await open(ticked(5))
    expect([drawing()?.getAttribute('role'), drawing()?.getAttribute('aria-label')]).toEqual(['img', 'Drawing: Propel Your MSP, Opportunity is marked'])
    expect([...(drawing()?.children ?? [])].every((child) => child.getAttribute('aria-hidden') === 'true')).toBe(true)
    expect(drawing()?.querySelectorAll('button, input, a, [tabindex]')).toHaveLength(0)
    expect(document.querySelector('figcaption')?.textContent).toBe('Drawing, not a screenshot')
    expect(window.find('show-me')).toBeNull()
  })

  it('fills in what is ticked, and moves the mark with the next View', async () => {
    const window = await open(ticked(5))
    expect(drawn('marked').map((row) => row.getAttribute('data-row'))).toEqual(['Opportunity'])
    expect(drawn('filled').map((row) => row.getAttribute('data-row'))).toContain('Team Members')
    await window.show(ticked(6))
    expect(drawn('marked').map((row) => row.getAttribute('data-row'))).toEqual(['Service Tickets'])
    expect(drawn('filled').map((row) => row.getAttribute('data-row'))).toContain('Opportunity')
  })

  it('shows another drawing on demand, until the next tick', async () => {
    const window = await open(ticked(5))
    await window.press('picture-new')
    expect(drawing()?.getAttribute('aria-label')).toBe('Drawing: New role, Save is marked')
    await window.show(ticked(5))
    expect(drawing()?.getAttribute('aria-label')).toBe('Drawing: New role, Save is marked')
    expect(window.sent).toEqual([])
    await window.show(ticked(6))
    expect(drawing()?.getAttribute('aria-label')).toBe('Drawing: Propel Your MSP, Service Tickets is marked')
  })

  it('follows the person from the steps to the fields, and back', async () => {
    const window = await open('keys')
    expect(drawing()?.getAttribute('aria-label')).toBe('Drawing: API Keys, + is marked')
    window.get('field-publicKey').focus()
    await settle()
    expect(drawing()?.getAttribute('aria-label')).toBe('Drawing: Both keys, Public key is marked')
    window.get('copy-key-description').focus()
    await settle()
    expect(drawing()?.getAttribute('aria-label')).toBe('Drawing: API Keys, + is marked')
  })

  it('is folded away in a narrow window', async () => {
    viewport(800)
    const window = await open('member-vectis')
    expect(window.get<HTMLDetailsElement>('show-me').open).toBe(false)
    expect(window.get('show-me').querySelector('summary')?.textContent).toBe('Show me where')
    expect(document.querySelectorAll('[data-testid="drawing"]')).toHaveLength(1)
  })

  it.each(Object.entries(extreme))('draws an integration nobody has written yet: %s', async (_, make: () => View) => {
    const picture = pictureOf(make())
    const drawn = mount(Pictures, { target: document.body, props: { picture, there: false } })
    flushSync()
    for (const { id, label } of picture.scenes) {
      document.querySelector<HTMLElement>(`[data-testid="picture-${id}"]`)?.click()
      flushSync()
      const drawing = document.querySelector('[data-testid="drawing"]')
      expect(drawing?.getAttribute('aria-label')).toBe(label)
      expect(drawing?.querySelectorAll('[data-marked]'), `${id}: what is said to be marked is drawn, and nothing else`).toHaveLength(label.endsWith(' is marked') ? 1 : 0)
      expect(drawing?.querySelectorAll('*').length, `${id}: as many parts as a frame has room for`).toBeLessThan(160)
      expect(drawing?.querySelectorAll('b').length, `${id}: a text is never markup`).toBeLessThan(2)
    }
    await unmount(drawn)
  })
})
