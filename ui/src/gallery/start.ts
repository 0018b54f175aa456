import type { IntegrationCard, Situation, SituationCard, StartPage, View } from '../types'
import { button, printable, problem, view } from './make'

const cards: Array<[string, string, string]> = [
  ['mspcfo', 'MSPCFO', 'Financial reporting for MSPs. Reads API reports only.'],
  ['propel-your-msp', 'Propel Your MSP', 'Account reviews and roadmaps from your assets, tickets and opportunities.'],
  ['sync-365', 'Sync 365 License', 'Keeps Microsoft 365 licence counts and agreements in step.'],
  ['syncsmart-hubspot', 'SyncSmart for HubSpot', 'Companies, contacts and deals between HubSpot and ConnectWise.'],
  ['vectis', 'Vectis', 'Service, company and contract data in one place. You bring your own client ID.'],
]

const integrations = (chosen?: string): IntegrationCard[] =>
  cards.map(([id, name, summary]) => ({ id, name, summary, chosen: id === chosen, choose: { do: 'choose', integration: id } }))

const page = (more: Partial<StartPage> = {}): { is: 'start' } & StartPage => ({
  is: 'start', integrations: integrations(), before: null, unfinished: [], saved: [], troubles: [], ...more,
})

const words = {
  heading: 'Which product are you connecting?',
  lead: 'Keywright takes you from “they asked for API keys” to connected, one screen at a time.',
}

const situation = (id: Situation, title: string, text: string): SituationCard => ({
  id, title, text, start: button('Rehearse', { do: 'begin', practice: id }),
})

const situations = [
  situation('shortRole', 'The role is short', 'Two rows were not set. Keywright names them, and what to set.'),
  situation('wideRole', 'The role allows too much', 'Somebody set every row to All. Keywright says which ones to lower first.'),
  situation('swappedKeys', 'The keys are swapped', 'The public key went into the field of the private key.'),
  situation('cutKey', 'A key was cut short', 'Its last characters were left behind when it was copied.'),
  situation('wrongRegion', 'The wrong region', 'The company is known in Europe, and was looked for in North America.'),
  situation('noCompanies', 'No companies in sight', 'Everything is accepted, and the API member sees nothing.'),
  situation('levelsHidden', 'Levels are not told', 'ConnectWise does not say what the role allows. Keywright reads instead.'),
  situation('busy', 'ConnectWise is busy', 'Answers come late, or ask to come back.'),
]

const before = {
  minutes: 'About 10 minutes the first time',
  who: ['You, signed in to ConnectWise as an administrator', 'Nobody from Vectis needs to be there'],
  open: ['ConnectWise, in your browser or the desktop client', 'Vectis, signed in as an admin', 'Your account at developer.connectwise.com'],
  guide: 'From Vectis’ guide “Connect ConnectWise Manage”, as read on 14 October 2026.',
  gaps: ['The guide does not name the rows of the security role. Keywright suggests them and says so.'],
  start: button('Start', { do: 'begin', practice: null }),
  practise: button('Practise with sample data', { do: 'begin', practice: 'smooth' }),
  situations,
  plan: printable('plan', 'Plan it first', 'Every step on paper, with boxes to tick. Your browser prints it, or saves it as PDF.', ['Save the plan', 'Print the plan']),
}

const resume = (id: string) => button('Continue', { do: 'resume', connection: id })
const forget = (id: string) => button('Forget', { do: 'forget', connection: id })

export const start: Record<string, View> = {
  start: view(page(), words),
  'start-chosen': view(page({ integrations: integrations('vectis'), before }), words),
  'start-kept': view(
    page({
      unfinished: [
        { title: 'Propel Your MSP for Northwind Networks', detail: 'Stopped at “API member”, yesterday at 16:40', practice: false, checked: false, open: resume('propel-1'), forget: forget('propel-1'), forgetQuestion: null },
        { title: 'Vectis', detail: 'Stopped at “Check”, 3 days ago', practice: true, checked: false, open: resume('vectis-p'), forget: forget('vectis-p'), forgetQuestion: null },
      ],
      saved: [
        { title: 'MSPCFO for Northwind Networks', detail: 'Checked on 2 November 2026. Keys in the Windows Credential Manager', practice: false, checked: true, open: button('Open', { do: 'resume', connection: 'mspcfo-1' }), forget: forget('mspcfo-1'), forgetQuestion: null },
        {
          title: 'Sync 365 License for Northwind Networks', detail: 'Not checked: no client ID', practice: false, checked: false,
          open: button('Open', { do: 'resume', connection: 'sync-1' }), forget: forget('sync-1'),
          forgetQuestion: {
            text: 'Remove the keys for Sync 365 License from this computer? The API member in ConnectWise stays as it is.',
            yes: button('Remove the keys', { do: 'forgetForGood', connection: 'sync-1' }),
            no: button('Keep them', { do: 'keepAfterAll' }),
          },
        },
      ],
      troubles: [
        problem('integration-unreadable', 'One integration file could not be read', {
          why: 'acme.toml was left out. All other products work as usual.',
          todo: ['Ask whoever gave you the file for a corrected one, or remove it from the integrations folder.'],
          technical: 'acme.toml, line 14: unknown field "inquire_levle"; expected one of "add", "edit", "delete", "inquire"',
        }),
      ],
    }),
    words,
  ),
}
