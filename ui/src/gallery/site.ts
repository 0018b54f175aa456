import type { Choice, FoundSite, SitePage, View } from '../types'
import { button, copyable, field, note, practice, problem, step, view } from './make'

const way = (picked: 'address' | 'region' | 'server'): Choice => ({
  id: 'way',
  label: 'How do you reach ConnectWise?',
  options: [
    { label: 'I can copy its address', text: 'From the address bar of your browser, from any ConnectWise page', picked: picked === 'address', pick: { do: 'pick', choice: 'way', option: 'address' } },
    { label: 'I know its region', text: 'ConnectWise runs it for you in the cloud', picked: picked === 'region', pick: { do: 'pick', choice: 'way', option: 'region' } },
    { label: 'It is on our own server', text: 'On-premises, or hosted by a partner', picked: picked === 'server', pick: { do: 'pick', choice: 'way', option: 'server' } },
  ],
})

const regions: Choice = {
  id: 'region',
  label: 'Region',
  options: ['North America', 'Europe', 'Australia', 'South Africa', 'Staging'].map((label, index) => ({
    label, text: null, picked: index === 1, pick: { do: 'pick', choice: 'region', option: ['na', 'eu', 'au', 'za', 'staging'][index] ?? '' },
  })),
}

const found: FoundSite = {
  companyName: 'Northwind Networks, LLC',
  facts: [
    { label: 'Site', value: 'na.myconnectwise.net' },
    { label: 'API address', value: 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0/' },
    { label: 'Version', value: 'v2026.1' },
    { label: 'Where it runs', value: 'ConnectWise cloud, North America' },
  ],
  remark: null,
}

const page = (more: Partial<SitePage> = {}): { is: 'site' } & SitePage => ({
  is: 'site',
  way: way('address'),
  address: field('address', 'Address of your ConnectWise', { placeholder: 'https://na.myconnectwise.net/…', hint: 'Any page of it will do. Keywright keeps only the part it needs.' }),
  regions: null,
  company: field('company', 'Company ID', { hint: 'The short name typed on the ConnectWise sign-in page, in the same upper and lower case.', paste: false }),
  desktopClient: step('In the desktop client there is no address bar. Open this place and look for **Site URL** at the bottom.', ['System', 'My Company']),
  findAgain: null,
  found: null,
  authority: null,
  notes: [note('Nothing is changed in ConnectWise. This asks only whether the company ID is known there; no password or key is needed.')],
  ...more,
})

const nav = (busy = false): View['nav'] => ({ back: button('Back', { do: 'back' }), forward: button('Find it', { do: 'continue' }, busy), missing: [] })

const words = { heading: 'Where is your ConnectWise?', lead: 'Two details from your sign-in page. Keywright finds the rest.' }

export const site: Record<string, View> = {
  site: view(page(), { ...words, nav: nav() }),
  'site-found': view(
    page({
      address: field('address', 'Address of your ConnectWise', { value: 'https://na.myconnectwise.net', tidied: 'Removed everything after the host name.', hint: 'Any page of it will do. Keywright keeps only the part it needs.' }),
      company: field('company', 'Company ID', { value: 'northwind', hint: 'The short name typed on the ConnectWise sign-in page, in the same upper and lower case.', paste: false }),
      findAgain: button('Look again', { do: 'find' }),
      found: { ...found, remark: 'You picked Europe; it is in North America. Keywright uses North America.' },
    }),
    words,
  ),
  'site-missing': view(
    page({
      address: field('address', 'Address of your ConnectWise', { placeholder: 'https://na.myconnectwise.net/…', remark: { text: 'Paste the address of your ConnectWise.', stops: true } }),
      company: field('company', 'Company ID', { value: 'Northwind Networks', paste: false, remark: { text: 'A company ID has no spaces. This looks like the full name.', stops: true } }),
    }),
    {
      ...words,
      nav: {
        ...nav(),
        missing: [
          { at: 'address', text: 'Address of your ConnectWise: paste it first' },
          { at: 'company', text: 'Company ID: the short name, without spaces' },
        ],
      },
    },
  ),
  'site-unknown': view(
    page({ way: way('region'), address: null, regions, company: field('company', 'Company ID', { value: 'Northwind', paste: false }) }),
    {
      ...words,
      nav: nav(),
      problem: problem('company-unknown', 'eu.myconnectwise.net does not know the company ID “Northwind”', {
        why: 'The company ID is the short name typed on the ConnectWise sign-in page, in the same upper and lower case. A wrong region gives the same answer.',
        todo: ['Open your ConnectWise sign-in page and compare the first field, **Company**, letter by letter.', 'If it is the same, let Keywright look in the other regions.'],
        mend: { label: 'Try the other regions', intent: { do: 'find' } },
        technical: 'GET https://eu.myconnectwise.net/login/companyinfo/Northwind\n200 application/json\nnull',
      }),
    },
  ),
  'site-authority': view(
    page({
      way: way('server'),
      address: field('address', 'Site address', { value: 'cw.contoso.example' }),
      company: field('company', 'Company ID', { value: 'contoso', paste: false }),
      authority: {
        title: 'Is it really your company’s?',
        text: 'Call whoever runs cw.contoso.example. Let them read the fingerprint to you, and compare it. Whoever holds this certificate can read your keys on their way.',
        choose: null,
        remark: null,
        facts: [
          { label: 'Name', value: 'Contoso Internal Root CA' },
          { label: 'SHA-256 fingerprint', value: 'DC:38:9B:46:23:73:A9:3C:13:10:04:7F:7A:9B:1D:54:11:53:2C:88:5E:02:12:2B:2F:38:8B:57:A0:54:1F:C1' },
          { label: 'Good until', value: '1 January 2031' },
        ],
        trust: button('It is the same: trust it', { do: 'trustAuthority' }),
        drop: button('Do not trust it', { do: 'dropAuthority' }),
      },
    }),
    {
      ...words,
      nav: nav(),
      problem: problem('certificate', 'The security certificate on cw.contoso.example is not complete', {
        why: 'Usually the intermediate certificate is missing on your server, or your company signs its own. We do not connect without it. Nothing was sent.',
        todo: ['Send this to whoever runs your ConnectWise server.'],
        technical: 'certificate',
      }),
    },
  ),
  'site-practice': view(page(), {
    ...words,
    nav: nav(true),
    practice: practice({
      values: [
        copyable('Address', 'http://127.0.0.1:49200', 'practice-address'),
        copyable('Company ID', 'Northwind', 'practice-company'),
      ],
    }),
  }),
}
