import type { ClientIdPage, View } from '../types'
import { button, field, note, step, view } from './make'

const page = (more: Partial<ClientIdPage> = {}): { is: 'clientId' } & ClientIdPage => ({
  is: 'clientId',
  guideLine: note('Vectis asks you for a client ID of your own. You need one; reuse it for all your integrations.', 'plain', 'Vectis’ guide, step 3'),
  way: { id: 'clientWay', label: '', options: [] },
  clientId: field('clientId', 'Client ID', { secret: false, placeholder: '00000000-0000-0000-0000-000000000000', hint: 'Letters and digits in groups of 8-4-4-4-12.' }),
  steps: [
    step('Sign in at ConnectWise’s developer portal.', [], { link: button('Open developer.connectwise.com', { do: 'openLink', link: 'developer' }) }),
    step('Open **My Clients** and register a new client. Accept the terms.', ['My Clients', 'Create New Integration']),
    step('Copy the client ID and paste it below.'),
  ],
  guideSteps: null,
  notes: [],
  ...more,
})

const words = { heading: 'Your client ID', lead: 'ConnectWise turns away programs that have not registered. A client ID is that registration.' }

export const clientId: Record<string, View> = {
  'clientId-vectis': view(page({ clientId: field('clientId', 'Client ID', { value: '3f2504e0-4f89-11d3-9a0c-0305e82c330', hint: 'Letters and digits in groups of 8-4-4-4-12.', remark: { text: 'The last group has 11 characters; it needs 12. Copy it again.', stops: true } }) }), {
    ...words,
    nav: { back: button('Back', { do: 'back' }), forward: button('Continue', { do: 'continue' }), missing: [{ at: 'clientId', text: 'Client ID: one character is missing at the end' }] },
  }),
  'clientId-propel': view(
    page({
      guideLine: note('Propel Your MSP’s guide asks for no client ID: the product brings its own. To check your keys, Keywright needs one as well.', 'plain', 'Propel Your MSP’s guide'),
      way: {
        id: 'clientWay', label: 'Check the keys with', options: [
          { label: 'Keywright’s client ID', text: 'Nothing to do', picked: true, pick: { do: 'pick', choice: 'clientWay', option: 'builtIn' } },
          { label: 'A client ID of your own', text: 'If you have registered one', picked: false, pick: { do: 'pick', choice: 'clientWay', option: 'own' } },
          { label: 'Do not check', text: 'The keys are then saved as “not checked”', picked: false, pick: { do: 'pick', choice: 'clientWay', option: 'skip' } },
        ],
      },
      steps: [],
      clientId: null,
    }),
    { ...words, integration: 'Propel Your MSP' },
  ),
}
