import type { DonePage, HandOverPage, SavePage, View } from '../types'
import { button, copyable, note, practice, printable, step, view } from './make'

const savePage = (more: Partial<SavePage> = {}): { is: 'save' } & SavePage => ({
  is: 'save',
  contents: [
    { label: 'Site URL', value: 'https://na.myconnectwise.net' }, { label: 'Company ID', value: 'northwind' },
    { label: 'Public Key', value: '16 characters, ends in 4TzW' }, { label: 'Private Key', value: '16 characters, ends in 7x2Q' },
    { label: 'Client ID', value: '36 characters, ends in 3301' },
  ],
  place: [{ label: 'Password store', value: 'Windows Credential Manager' }, { label: 'Service', value: 'Keywright' }, { label: 'Account', value: 'vectis/northwind' }],
  saved: null, unchecked: null,
  notes: [note('Only your account on this computer can read it. Keywright sends it nowhere but to ConnectWise.')],
  ...more,
})

const handOverPage = (more: Partial<HandOverPage> = {}): { is: 'handOver' } & HandOverPage => ({
  is: 'handOver',
  steps: [step('In Vectis, open this place and press **Configure** on ConnectWise.', ['Admin', 'Integrations', 'ConnectWise', 'Configure'])],
  fields: [
    { value: copyable('Site URL', 'https://na.myconnectwise.net', 'siteUrl'), note: 'With https:// and without a slash at the end.', unavailable: null, ticked: true, tick: { do: 'tick', item: 'paste-siteUrl', on: false } },
    { value: copyable('Company ID', 'northwind', 'companyId'), note: null, unavailable: null, ticked: true, tick: { do: 'tick', item: 'paste-companyId', on: false } },
    { value: copyable('Public key', '16 characters, ends in 4TzW', 'publicKey', true), note: null, unavailable: null, ticked: false, tick: { do: 'tick', item: 'paste-publicKey', on: true } },
    { value: copyable('Private key', '16 characters, ends in 7x2Q', 'privateKey', true), note: null, unavailable: null, ticked: false, tick: { do: 'tick', item: 'paste-privateKey', on: true } },
    { value: copyable('Client ID', '36 characters, ends in 3301', 'clientId', true), note: null, unavailable: null, ticked: false, tick: { do: 'tick', item: 'paste-clientId', on: true } },
  ],
  pasted: '2 of 5 pasted',
  press: ['Test', 'Save', 'Sync now'],
  success: '“Connected to ConnectWise”, within a few seconds of pressing **Test**.',
  notes: [],
  causes: [
    { label: '401 Unauthorized', value: 'Company ID, public key or private key is wrong. The company ID is case-sensitive.' },
    { label: '403 Forbidden', value: 'The API member’s role lacks permission. Check the role has read access to Service Tickets and Companies.' },
    { label: 'Connection timed out', value: 'Wrong Site URL, or ConnectWise Cloud is down. Open the Site URL in a browser to verify.' },
  ],
  support: [note('The error message, by e-mail to support@mspvectis.com')],
  unchecked: null,
  ...more,
})

const donePage = (more: Partial<DonePage> = {}): { is: 'done' } & DonePage => ({
  is: 'done',
  made: [
    { label: 'Security role', value: 'Vectis, 5 rows' }, { label: 'API member', value: 'Vectis' },
    { label: 'Key pair', value: 'Public key ends in 4TzW, made on 21 November 2026' },
  ],
  kept: [{ label: 'Password store', value: 'Windows Credential Manager, Keywright, vectis/northwind' }, { label: 'In Vectis', value: 'Admin > Integrations > ConnectWise' }],
  comeBack: [note('Change the key pair once a year, or when somebody who has seen it leaves. Next: November 2027.', 'plain', 'Keywright’s suggestion'), note('After a ConnectWise upgrade, press Check: it takes 20 seconds.')],
  record: copyable('Record of this set-up, without secrets', 'Vectis for Northwind Networks, LLC\nSite: https://na.myconnectwise.net\nCompany ID: northwind\nSecurity role: Vectis (5 rows)\nAPI member: Vectis\nPublic key: ends in 4TzW\nChecked: 21 November 2026, 13 of 13 passed', 'record'),
  document: printable('record', 'The record', 'For your ticket or change request; no keys in it. Your browser prints it, or saves it as PDF.', ['Save the record', 'Open to print']),
  unchecked: null,
  again: button('Connect another product', { do: 'go', step: 'start' }),
  ...more,
})

const saveWords = { heading: 'Save the connection', lead: 'The keys go into this computer’s password store, and nowhere else.' }
const handWords = { heading: 'Hand over to Vectis', lead: 'Copy one value at a time, paste it in Vectis, and tick it here.' }

export const end: Record<string, View> = {
  save: view(savePage({ unchecked: note('These keys have not been checked against ConnectWise.', 'important') }), saveWords),
  'save-saved': view(savePage({ saved: 'Saved, read back and compared.' }), saveWords),
  handOver: view(handOverPage(), {
    ...handWords,
    clipboard: { text: 'The public key is on the clipboard', clearsIn: 60, serial: 7 },
    announcement: { text: 'Copied the public key.', serial: 9 },
  }),
  'handOver-mspcfo': view(
    handOverPage({
      steps: [],
      fields: [
        { value: copyable('URL for your CW server', 'https://na.myconnectwise.net', 'siteUrl'), note: null, unavailable: null, ticked: false, tick: { do: 'tick', item: 'paste-siteUrl', on: true } },
        { value: copyable('Private Key', '', 'privateKey', true), note: null, unavailable: 'Not kept: this set-up was reopened after its keys were forgotten. Make a new pair.', ticked: false, tick: { do: 'tick', item: 'paste-privateKey', on: true } },
      ],
      pasted: '0 of 2 pasted', press: ['Save'], success: null, causes: [], support: [],
      notes: [note('The guide does not say what MSPCFO shows when it worked. Ask MSPCFO to confirm the connection.')],
      unchecked: note('These keys have not been checked against ConnectWise.', 'important'),
    }),
    { heading: 'Hand over to MSPCFO', lead: 'Copy one value at a time, paste it in MSPCFO, and tick it here.', integration: 'MSPCFO' },
  ),
  done: view(donePage(), { heading: 'Vectis is connected', lead: 'Northwind Networks, LLC is ready. Nothing else is left to do.' }),
  'done-practice': view(donePage({ document: { ...donePage().document, savedTo: '/home/sam.okafor/Downloads/Vectis practice record 2026-11-25.html' }, unchecked: note('These keys have not been checked against ConnectWise.', 'important') }), {
    heading: 'You have practised Vectis', lead: 'The real thing goes the same way.',
    practice: practice({ text: 'This set-up talked to a sample ConnectWise inside Keywright. Nothing left this computer.' }),
  }),
}
