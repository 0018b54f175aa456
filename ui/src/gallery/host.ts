/**
 * Stands in for Rust in a plain browser: shows one View by name (`?view=role-vectis`) or the
 * design system (`?view=design`), and writes each intent to the console. Never part of a
 * production build.
 */
import { mount } from 'svelte'
import type { Host } from '../host'
import Design from './Design.svelte'
import type { View } from '../types'
import { views } from './views'

const name = new URLSearchParams(location.search).get('view') ?? 'start'

export const host: Host = {
  watch: async (onView) => {
    const view = views[name]
    window.present = onView
    if (name === 'design') mount(Design, { target: document.getElementById('app') ?? document.body })
    else if (view) onView(view)
    else document.body.textContent = Object.keys(views).join('\n')
  },
  act: async (intent) => console.info(intent),
}

declare global {
  interface Window {
    gallery?: string[]
    /** Shows another View in the same window, as Rust does. */
    present?: (view: View) => void
  }
}
window.gallery = Object.keys(views)
