/**
 * Intents leave in the order in which a person meant them: what was typed first, then the press.
 */
import type { FieldId, Intent } from './types'

/** A pause in typing long enough to tell Rust, in milliseconds. */
const PAUSE = 150
/**
 * An intent waits until the one before it was taken in, because commands may run side by side.
 * But not for ever: some answer only when their work is done, and "Cancel" must not wait for it.
 */
const PATIENCE = 400

export class Queue {
  #act: (intent: Intent) => Promise<void>
  #typed = new Map<FieldId, string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #before: Promise<void> = Promise.resolve()

  constructor(act: (intent: Intent) => Promise<void>) {
    this.#act = act
  }

  /** Remembers the whole text of a field and sends it after a pause. */
  type(field: FieldId, text: string): void {
    this.#typed.delete(field)
    this.#typed.set(field, text)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), PAUSE)
  }

  /** Sends what was typed and not sent yet. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    const typed = [...this.#typed]
    this.#typed.clear()
    for (const [field, text] of typed) this.#deliver({ of: 'field', do: 'fill', field, text })
    return this.#before
  }

  send(intent: Intent): Promise<void> {
    // A secret that arrives whole replaces what was half typed into the same field.
    if (intent.do === 'fill' || intent.do === 'paste') this.#typed.delete(intent.field)
    void this.flush()
    return this.#deliver(intent)
  }

  #deliver(intent: Intent): Promise<void> {
    this.#before = this.#before.then(() => Promise.race([this.#act(intent), after(PATIENCE)]))
    return this.#before
  }
}

function after(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
