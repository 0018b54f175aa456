/** Opens the window on a View with a host that only writes down what was asked of it. */
import { flushSync, mount, tick, unmount } from 'svelte'
import type { Window as HappyWindow } from 'happy-dom'
import { afterEach } from 'vitest'
import App from '../src/App.svelte'
import { views } from '../src/gallery/views'
import { start } from '../src/session.svelte'
import type { Intent, Page, RolePage, View } from '../src/types'

let close = async () => {}
afterEach(async () => {
  await close()
  close = async () => {}
  document.body.replaceChildren()
  viewport(1024)
})

/** How wide the window is, in CSS pixels; 1024 unless a test says otherwise. */
export function viewport(width: number) {
  ;(window as unknown as HappyWindow).happyDOM.setViewport({ width })
  flushSync()
}

export function gallery(name: string): View {
  const view = views[name]
  if (!view) throw new Error(`no gallery View "${name}"`)
  return structuredClone(view)
}

/** What Rust takes in hand: the first row, or the first table, that is not ticked yet. */
export function handOn(page: RolePage): void {
  const { grid } = page
  const model = grid?.inHand ?? pageOf(gallery('role-vectis'), 'role').grid?.inHand
  if (!grid || !model) return
  for (const { module, rows } of grid.groups) {
    for (const row of rows) {
      const table = row.tables?.items.findIndex((item) => !item.ticked) ?? -1
      if (row.ticked && table < 0) continue
      const line = row.ticked ? 'tables' : row.line
      grid.inHand = { ...model, line, module, row: row.ticked ? null : row, tables: row.ticked ? row.tables : null, table: row.ticked ? table : null }
      return
    }
  }
  grid.inHand = null
}

export function pageOf<Is extends Page['is']>(view: View, is: Is): Extract<Page, { is: Is }> {
  if (view.page.is !== is) throw new Error(`expected ${is}, got ${view.page.is}`)
  return view.page as Extract<Page, { is: Is }>
}

export async function open(first: View | string) {
  const sent: Intent[] = []
  let show = (_: View) => {}
  await start({
    watch: async (onView) => {
      show = onView
      onView(typeof first === 'string' ? gallery(first) : first)
    },
    act: async (intent) => void sent.push(intent),
  })
  const app = mount(App, { target: document.body })
  close = async () => unmount(app)
  flushSync()

  const find = <E extends HTMLElement = HTMLElement>(testid: string) => document.querySelector<E>(`[data-testid="${testid}"]`)
  return {
    sent,
    find,
    get<E extends HTMLElement = HTMLElement>(testid: string): E {
      const element = find<E>(testid)
      if (!element) throw new Error(`nothing with data-testid="${testid}"`)
      return element
    },
    /** What Rust does at each change. */
    async show(view: View) {
      show(view)
      flushSync()
      await tick()
    },
    async press(testid: string) {
      this.get(testid).click()
      flushSync()
      await settle()
    },
    type(testid: string, text: string) {
      const input = this.get<HTMLInputElement>(testid)
      input.focus()
      input.value = text
      input.dispatchEvent(new Event('input', { bubbles: true }))
      flushSync()
    },
  }
}

/** Lets promises run out; no timer is waited for. */
export async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  flushSync()
}
