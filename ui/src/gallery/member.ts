import type { MemberField, MemberPage, View } from '../types'
import { copyable, field, note, step, view } from './make'

const line = (id: string, label: string, rule: string, value: string | null, more: Partial<MemberField> = {}): MemberField => ({
  label, rule, value: value === null ? null : copyable(label, value, `member-${id}`), note: null, source: null, ticked: false,
  tick: { do: 'tick', item: `member-${id}`, on: true }, ...more,
})

const page: { is: 'member' } & MemberPage = {
  is: 'member',
  way: { id: 'memberWay', label: '', options: [] },
  steps: [step('Open **Members**, then the **API Members** tab, and press **+**.', ['System', 'Members', 'API Members', '+'])],
  fields: [
    line('id', 'Member ID', 'Type this', 'Vectis', { ticked: true, tick: { do: 'tick', item: 'member-id', on: false }, note: 'At most 15 characters.', source: 'Keywright’s suggestion' }),
    line('name', 'Member Name', 'Type this', 'Vectis API', { ticked: true, tick: { do: 'tick', item: 'member-name', on: false }, source: 'Keywright’s suggestion' }),
    line('role', 'Role ID', 'Choose this', 'Vectis', { note: 'The role you made on the page before.' }),
    line('level', 'Level', 'Choose this', 'Corporate (Level 1)', { note: 'Lower levels hide companies.', source: 'Keywright’s suggestion' }),
    line('structure', 'Name', 'Anything is fine', null, { note: 'What the list offers first.' }),
    line('location', 'Location', 'Anything is fine', null),
    line('department', 'Business Unit', 'Anything is fine', null, { note: 'Also called Department.' }),
    line('territory', 'Default Territory', 'Anything is fine', null),
    line('email', 'Email', 'Type an address your team reads', null),
  ],
  memberId: null,
  notes: [
    note('An API member is a sign-in for software, not a person. It does not use a licence.'),
    note('Leave **Restrict Board Access** off: it would hide service boards.', 'important', 'Keywright’s suggestion'),
  ],
  cannotOpen: {
    text: 'You cannot open **API Members**? Send this request to whoever administers your ConnectWise.',
    request: copyable('Request to your administrator', 'Hello,\n\nplease create an API member “Vectis” in ConnectWise …', 'request-member'),
  },
}

const words = { heading: 'Make an API member', lead: 'Fill in ConnectWise’s form from top to bottom, then press **Save**. Keep the window open.' }

export const member: Record<string, View> = {
  member: view(page, words),
  'member-syncsmart': view(
    {
      ...page,
      way: {
        id: 'memberWay', label: 'Which member?', options: [
          { label: 'A new API member', text: 'Recommended', picked: true, pick: { do: 'pick', choice: 'memberWay', option: 'new' } },
          { label: 'A member you have', text: 'Update it instead', picked: false, pick: { do: 'pick', choice: 'memberWay', option: 'existing' } },
        ],
      },
      memberId: field('memberId', 'API Member ID', { value: 'hubspot', hint: 'As you typed it in ConnectWise. SyncSmart asks for it as well.', paste: false }),
      fields: [
        line('id', 'Member ID', 'Type this', 'hubspot', { note: 'The guide’s hubspot+northwind@syncsmart.io is too long for a Member ID. It goes into Email.', source: 'Keywright’s suggestion' }),
        line('email', 'Email', 'Type this', 'hubspot+northwindnetworks@syncsmart.io', { source: 'SyncSmart’s guide' }),
      ],
    },
    {
      ...words, integration: 'SyncSmart for HubSpot', sessionOnly: 'The keychain is not used: everything is kept until you close Keywright, and no longer.',
    },
  ),
}
