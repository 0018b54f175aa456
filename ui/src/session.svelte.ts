/**
 * All state of the window: the View as Rust sent it, plus what is being typed (in the queue)
 * and which Copy button was pressed last. Nothing here decides anything.
 */
import { forget } from './kept'
import { Queue } from './queue'
import { share } from './share'
import type { Host } from './host'
import type { Intent, FieldId, View } from './types'

/** How long a button says "Copied", in milliseconds. */
const COPIED = 2500

let view = $state.raw<View | null>(null)
let copied = $state<string | null>(null)
let pressed: { what: string; serials: string } | null = null
let copiedTimer: ReturnType<typeof setTimeout> | undefined
let queue = new Queue(async () => {})

export const session = {
  get view() {
    return view
  },
  /** The `what` of the copy that Rust has just confirmed. */
  get copied() {
    return copied
  },
}

export async function start(host: Host): Promise<void> {
  queue = new Queue(host.act)
  // What was pressed before was pressed in another window.
  pressed = null
  copied = null
  forget()
  await host.watch(receive)
}

export function send(intent: Intent): Promise<void> {
  if (intent.do === 'copy') pressed = { what: intent.what, serials: serials(view) }
  return queue.send(intent)
}

export function type(field: string, text: string): void {
  queue.type(field as FieldId, text)
}

export function flush(): Promise<void> {
  return queue.flush()
}

function receive(next: View): void {
  // "Copied" is said only when Rust says so: the clipboard can be refused.
  if (next.problem?.cause === 'clipboard-unwritable') pressed = null
  if (pressed && serials(next) !== pressed.serials) {
    copied = pressed.what
    pressed = null
    clearTimeout(copiedTimer)
    copiedTimer = setTimeout(() => (copied = null), COPIED)
  }
  view = share(view, next)
}

function serials(of: View | null): string {
  return `${of?.clipboard?.serial ?? ''}/${of?.announcement?.serial ?? ''}`
}
