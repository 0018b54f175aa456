import type { KeysPage, View } from '../types'
import { button, copyable, field, note, practice, problem, step, view } from './make'

const page = (more: Partial<KeysPage> = {}): { is: 'keys' } & KeysPage => ({
  is: 'keys',
  vault: { is: 'ready', text: 'Keys go into the Windows Credential Manager. Keywright wrote a test entry and read it back.' },
  steps: [
    step('Open the member you saved, then its **API Keys** tab, and press **+**.', ['System', 'Members', 'API Members', 'Vectis', 'API Keys', '+']),
    step('Type this into **Description**.', [], { copy: copyable('Description', 'Vectis', 'key-description') }),
    step('Press **Save**, not **Save & Close**. Both keys appear on that screen.'),
  ],
  warning: note('Do not close the ConnectWise window yet. It shows the private key once.', 'important'),
  publicKey: field('publicKey', 'Public Key', { secret: true }),
  privateKey: field('privateKey', 'Private Key', { secret: true }),
  kept: null,
  notes: [note('You are sharing your screen? Pause it before you press **Save** in ConnectWise: that window shows the key.')],
  ...more,
})

const words = { heading: 'Make the key pair', lead: 'Copy each key in ConnectWise, then press Paste here. Keywright never shows a key again.' }

export const keys: Record<string, View> = {
  keys: view(page(), words),
  'keys-kept': view(
    page({
      publicKey: field('publicKey', 'Public Key', { secret: true, masked: { length: 16, endsWith: '4TzW' } }),
      privateKey: field('privateKey', 'Private Key', { secret: true, masked: { length: 16, endsWith: '7x2Q' }, tidied: 'Removed 2 spaces at the end.' }),
      kept: 'Both keys are in the keychain, not checked yet.',
    }),
    { ...words, announcement: { text: 'The private key was pasted. It is now off the clipboard.', serial: 4 } },
  ),
  'keys-same': view(
    page({
      vault: { is: 'proving', text: 'Waiting for the keychain. Your computer may be asking for a password in another window.', sessionOnly: button('Keep keys until I close Keywright', { do: 'keepForSession' }) },
      publicKey: field('publicKey', 'Public Key', { secret: true, masked: { length: 16, endsWith: '7x2Q' } }),
      privateKey: field('privateKey', 'Private Key', { secret: true, masked: { length: 16, endsWith: '7x2Q' }, remark: { text: 'This is the public key once more. In ConnectWise, copy the field below it.', stops: true } }),
    }),
    words,
  ),
  'keys-vault': view(
    page({
      vault: {
        is: 'unusable',
        problem: problem('vault-locked', 'This computer’s password store is locked', {
          why: 'Keywright keeps keys only there, never in a plain file. What you have filled in so far is kept.',
          todo: ['Unlock the **Login** keyring with your computer’s password, then try again.'],
          technical: 'org.freedesktop.Secret.Error.IsLocked',
        }),
        again: button('Try again', { do: 'proveVault' }),
        sessionOnly: button('Keep keys until I close Keywright', { do: 'keepForSession' }),
      },
    }),
    words,
  ),
  'keys-practice': view(
    page({ vault: { is: 'sessionOnly', text: 'Keys are kept until you close Keywright.', again: button('Try the keychain again', { do: 'proveVault' }) } }),
    {
      ...words,
      practice: practice({
        situation: 'The private key lost its last characters',
        values: [copyable('Public Key', 'q7Vn2LmX9sKd4TzW', 'practice-public'), copyable('Private Key', 'Zb3RfY8wPc5H7x2Q', 'practice-private')],
      }),
      sessionOnly: 'The keychain is not used: everything is kept until you close Keywright, and no longer.',
    },
  ),
}
