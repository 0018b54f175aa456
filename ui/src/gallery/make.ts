/** Short hands for gallery Views. Development and tests only. */
import type {
  Button, Copyable, Document, Field, Instruction, Intent, Note, Page, PracticeLabel, Printable, Problem, ProgressStep, StepId, View,
} from '../types'

export const button = (label: string, intent: Intent, busy = false): Button => ({ label, intent, busy })
export const copyable = (label: string, value: string, what: string, secret = false): Copyable => ({
  label, value, copy: { do: 'copy', what }, secret,
})
export const note = (text: string, tone: 'plain' | 'important' = 'plain', source: string | null = null): Note => ({ text, tone, source })
export const step = (text: string, trail: string[] = [], more: Partial<Instruction> = {}): Instruction => ({
  text, trail, copy: null, link: null, ...more,
})
export const field = (id: string, label: string, more: Partial<Field> = {}): Field => ({
  id, label, hint: null, placeholder: null, value: '', secret: false, masked: null, tidied: null, remark: null, paste: true, ...more,
})
export const printable = (document: Document, title: string, text: string, [save, print]: [string, string]): Printable => ({
  title, text, savedTo: null,
  save: button(save, { do: 'saveDocument', document, open: false }),
  print: button(print, { do: 'saveDocument', document, open: true }),
})
export const problem = (cause: string, title: string, more: Partial<Problem> = {}): Problem => ({
  weight: 'failure', cause, title, why: '', todo: [], place: [], mend: null, technical: null, ...more,
})
export const practice = (more: Partial<PracticeLabel> = {}): PracticeLabel => ({
  situation: null, putRight: null, values: [],
  text: 'This set-up talks to a sample ConnectWise inside Keywright. Nothing leaves this computer.', ...more,
})

const steps: Array<[StepId, string]> = [
  ['site', 'Your ConnectWise'], ['role', 'Security role'], ['member', 'API member'], ['keys', 'Key pair'],
  ['clientId', 'Client ID'], ['check', 'Check'], ['save', 'Save'], ['handOver', 'Hand over'], ['done', 'Done'],
]

export function progress(here: StepId): ProgressStep[] {
  const at = steps.findIndex(([id]) => id === here)
  return steps.map(([id, title], index) => ({
    title,
    state: index < at ? 'done' : index === at ? 'here' : 'ahead',
    go: index < at ? { do: 'go', step: id } : null,
  }))
}

export function view(page: Page, more: Partial<View>): View {
  return {
    home: page.is === 'start' ? null : button('All connections', { do: 'home' }),
    practice: null,
    integration: page.is === 'start' ? null : 'Vectis',
    heading: '',
    lead: '',
    progress: page.is === 'start' ? [] : progress(page.is),
    page,
    problem: null,
    nav: {
      back: page.is === 'start' ? null : button('Back', { do: 'back' }),
      forward: page.is === 'start' || page.is === 'done' ? null : button('Continue', { do: 'continue' }),
      missing: [],
    },
    clipboard: null,
    announcement: null,
    sessionOnly: null,
    ...more,
  }
}
