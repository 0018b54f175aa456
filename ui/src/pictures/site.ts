/** Where an address and a company ID are read off: the browser, My Company, the sign-in page. */
import type { SitePage } from '../types'
import { words } from '../words'
import { field, labelOf, press, type Picture, type Scene } from './scene'

export function sitePicture(page: SitePage): Picture | null {
  const said = words.picture
  const scenes: Scene[] = []
  // The first of the facts is the site itself.
  const site = page.found?.facts[0]?.value ?? ''
  const example = hostOf(page.address?.placeholder ?? '')
  const host = site || example
  if (page.address) {
    scenes.push({
      id: 'browser',
      title: said.browser,
      label: labelOf(said.browser, said.address),
      screen: { is: 'bar', address: '', crumbs: [], title: '', before: 'https://', host: host || said.host, after: '/…', marked: true },
    })
    scenes.push(companyScene(page.desktopClient.trail, host))
  }
  scenes.push(signInScene(page, host || said.host))
  const first = page.address ? (page.address.value === '' && !page.found ? 'browser' : 'signIn') : 'signIn'
  return { scenes, now: first, there: 'signIn' }
}

/** "https://na.myconnectwise.net/…" says which part of an address is meant. */
export function hostOf(address: string): string {
  return address.replace(/^[a-z]+:\/\//i, '').replace(/[/?#…].*$/, '').replace(/\.+$/, '')
}

function companyScene(trail: string[], host: string): Scene {
  const said = words.picture
  const title = trail[trail.length - 1] ?? said.siteUrl
  return {
    id: 'desktop',
    title: said.desktop,
    label: labelOf(title, said.siteUrl),
    screen: {
      is: 'form', address: null, crumbs: trail, title, tabs: [],
      lines: [...Array.from({ length: 6 }, () => field('', '')), field(said.siteUrl, host, { filled: host !== '', marked: true })],
      save: null, buttons: [], said: null,
    },
  }
}

function signInScene(page: SitePage, host: string): Scene {
  const said = words.picture
  const company = page.company.value
  return {
    id: 'signIn',
    title: said.signIn,
    label: labelOf(said.signIn, page.found ? null : said.company),
    screen: {
      is: 'form', address: host, crumbs: [], title: said.signIn, tabs: [],
      lines: [field(said.company, company, { filled: company !== '', marked: page.found === null }), field(said.user, ''), field(said.password, '')],
      save: null, buttons: [press(said.signIn, false)], said: null,
    },
  }
}

