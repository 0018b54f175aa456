/** The border, against Tauri's own stand-in for the program. */
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks'
import type { Channel, InvokeArgs } from '@tauri-apps/api/core'
import { afterEach, expect, it, vi } from 'vitest'
import type { Shown, View } from '../src/types'
import { gallery } from './window'

afterEach(() => {
  clearMocks()
  vi.resetModules()
})

const shown = (number: number): Shown => ({ number, view: { ...gallery('start'), heading: `View ${number}` } })

/** What the window shows; `push` is Rust's own word, `answers` what it says to each intent in turn. */
async function opened(answers: Shown[]) {
  let channel: Channel<Shown> | undefined
  mockIPC((command, payload?: InvokeArgs) => {
    if (command === 'act') return answers.shift()
    channel = (payload as { views: Channel<Shown> }).views
    channel.onmessage(shown(0))
    return null
  })
  const { watch, act } = await import('../src/host')
  const headings: string[] = []
  await watch((view: View) => void headings.push(view.heading))
  return { headings, act, push: (next: Shown) => channel?.onmessage(next) }
}

it('shows what an intent is answered with', async () => {
  const { headings, act } = await opened([shown(1)])
  await act({ of: 'walk', do: 'home' })
  expect(headings).toEqual(['View 0', 'View 1'])
})

it('keeps the later View where an answer comes after it', async () => {
  const { headings, act, push } = await opened([shown(1), shown(3)])
  push(shown(2))
  await act({ of: 'walk', do: 'home' })
  await act({ of: 'walk', do: 'home' })
  expect(headings).toEqual(['View 0', 'View 2', 'View 3'])
})

it('keeps the later View where what Rust says by itself comes after an answer', async () => {
  const { headings, act, push } = await opened([shown(2), shown(2)])
  await act({ of: 'walk', do: 'home' })
  push(shown(1))
  await act({ of: 'walk', do: 'home' })
  expect(headings).toEqual(['View 0', 'View 2'])
})
