/**
 * The only words the window owns: names of its own controls. Whatever is said about
 * ConnectWise, a vendor or a failure comes from the View.
 */
export const words = {
  product: 'Keywright',
  steps: 'Steps',
  stepOf: (n: number, total: number) => `Step ${n} of ${total}`,
  stepDone: 'done',
  allSteps: 'Show all steps',

  copy: 'Copy',
  copied: 'Copied',
  copyRow: (name: string) => `Copy ${name}`,
  paste: 'Paste',
  secret: (length: number, endsWith: string) =>
    endsWith ? `${length} characters, ends in ${endsWith}` : `${length} characters`,

  missing: 'Before you continue',
  technical: 'Technical details',
  todo: 'What to do',
  where: 'Where',
  newWindow: 'opens in your browser',
  working: 'Working',
  source: 'Source',

  practice: 'Practice',
  practiceValues: 'What ConnectWise would show you here',
  situations: 'Rehearse a situation',

  unfinished: 'Continue where you left off',
  saved: 'Saved connections',
  products: 'Products',
  before: 'Before you begin',
  beforeMinutes: 'Time',
  beforeWho: 'Who needs to be there',
  beforeOpen: 'Have this open',

  gridSet: 'I set this',
  gridRow: 'Row',
  gridCopy: 'Copy',
  gridTickRow: (name: string) => `I set ${name}`,
  gridNothing: 'Leave everything else on None.',

  member: 'The form, field by field',
  fieldTick: (name: string) => `${name} is filled in`,
  request: 'Read the request',

  gates: 'Connection',
  rows: 'Permissions',
  doneOf: (done: number, total: number) => `${done} of ${total}`,
  toLookAt: 'Lines to look at',
  tally: 'Permissions counted',
  cellIs: (has: string) => `is ${has}`,
  cellNeeds: (needs: string) => `needs ${needs}`,
  cellEnough: (needs: string) => `${needs} is enough`,
  wider: 'More than needed',
  graveRisk: 'Look at this first',
  showAll: (total: number) => `Show all ${total}`,
  showFewer: 'Show fewer',
  results: 'Pass the result on',
  savedTo: 'Saved to',

  stored: 'What is stored',
  place: 'Where',

  pasteList: 'Paste these, in this order',
  pasted: 'Pasted',
  pastedTick: (name: string) => `${name} is pasted`,
  press: 'Then press',
  success: 'What you should see',
  causes: 'If it does not work',
  support: 'What their support will ask for',

  made: 'What you made',
  kept: 'Where it is kept',
  comeBack: 'When to come back',
  readRecord: 'Read the record',

  clearsIn: (seconds: number) => `cleared in ${seconds} s`,
  cleared: 'cleared',
  drawing: 'Drawing, not a screenshot',
}
