import { describe, expect, it } from 'vitest'
import { gallery, open, pageOf, settle } from './window'

const newer = (name: string) => {
  const view = gallery(name)
  return { view, updates: pageOf(view, 'start').updates }
}

describe('newer versions', () => {
  it('are not spoken of where this build knows no place to look', async () => {
    const window = await open('start')
    expect(window.find('updates')).toBeNull()
  })

  it('are looked for by a press, and not before', async () => {
    const window = await open('start-update')
    expect(window.get('version').textContent).toBe('Keywright 1.4.2')
    expect(window.sent).toEqual([])
    await window.press('look-for-update')
    expect(window.sent).toEqual([{ of: 'update', do: 'lookForUpdate' }])
  })

  it('are offered with a choice, and what changed as plain text', async () => {
    const { view, updates } = newer('start-update-newer')
    if (!updates?.newer) throw new Error('no newer version')
    updates.newer.notes = ['<img src=x onerror=alert(1)> **bold**']
    const window = await open(view)
    const notes = window.get('newer').querySelector('li')
    expect(notes?.textContent).toBe('<img src=x onerror=alert(1)> **bold**')
    expect(notes?.children).toHaveLength(0)
    await window.press('put-off-update')
    await window.press('take-update')
    expect(window.sent).toEqual([{ of: 'update', do: 'putOffUpdate' }, { of: 'update', do: 'takeUpdate' }])
  })

  it('keep the focus near when a press takes its own button away', async () => {
    const window = await open('start-update')
    window.get('look-for-update').focus()
    await window.show(gallery('start-update-newer'))
    await settle()
    expect(document.activeElement).toBe(window.get('updates'))
  })

  it('do not take the focus from elsewhere', async () => {
    const window = await open('start-update-looking')
    window.get('card-vectis').focus()
    await window.show(gallery('start-update-not-ours'))
    await settle()
    expect(document.activeElement).toBe(window.get('card-vectis'))
    expect(window.get('problem').dataset['cause']).toBe('update-not-ours')
  })

  it('can be stopped while they arrive, and cannot be asked for twice', async () => {
    const window = await open('start-update-fetching')
    expect(window.find('take-update')).toBeNull()
    expect(window.get('newer').querySelector('progress')?.value).toBe(40)
    await window.press('stop-update')
    expect(window.sent).toEqual([{ of: 'update', do: 'stopUpdate' }])
  })

  it('are the business of whoever manages this computer, where the policy says so', async () => {
    const window = await open('start-update-policy-off')
    expect(window.get('updates-text').textContent).toBe('Your organisation manages updates.')
    expect(window.find('look-for-update')).toBeNull()
  })
})
