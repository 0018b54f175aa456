/**
 * The border to Rust, and the only place that names Tauri. Two commands cross it: `act` (one
 * thing a person did) answers with a whole View, and `open` has Rust send one whenever something
 * happens by itself. They can overtake each other: the higher number wins.
 */
import { Channel, invoke } from '@tauri-apps/api/core'
import type { Intent, Shown, View } from './types'

export type Host = {
  watch: (onView: (view: View) => void) => Promise<void>
  act: (intent: Intent) => Promise<void>
}

let latest = -1
let show: (view: View) => void = () => {}

function arrived({ number, view }: Shown): void {
  if (number <= latest) return
  latest = number
  show(view)
}

const tauri: Host = {
  watch: async (onView) => {
    show = onView
    const views = new Channel<Shown>()
    views.onmessage = arrived
    await invoke('open', { views })
  },
  act: async (intent) => arrived(await invoke('act', { intent })),
}

const host: Promise<Host> =
  // The condition is decided while building: a production build holds no gallery.
  import.meta.env.MODE !== 'production' && !('__TAURI_INTERNALS__' in window)
    ? import('./gallery/host').then((gallery) => gallery.host)
    : Promise.resolve(tauri)

export async function watch(onView: (view: View) => void): Promise<void> {
  await (await host).watch(onView)
}

/** Never rejects: what can go wrong for a person arrives as a View, so a rejection is a bug. */
export async function act(intent: Intent): Promise<void> {
  try {
    await (await host).act(intent)
  } catch (cause) {
    // Only the kind of intent: a `fill` carries what was typed.
    console.error(`Keywright did not take the intent "${intent.do}"`, cause)
  }
}
