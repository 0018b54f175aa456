// @vitest-environment node
/** Rules of the house that reading alone would not keep. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|svelte)$/.test(name))
const text = (name: string) => readFileSync(join(root, 'src', name), 'utf8')

describe('the window', () => {
  it('names Tauri in host.ts alone, so that everything else runs in a plain browser', () => {
    expect(sources.filter((name) => text(name).includes('@tauri-apps'))).toEqual(['host.ts'])
  })

  it('never writes markup from a View, and never touches the clipboard itself', () => {
    // Icon.svelte draws files of the icon set, named in its own source.
    const draws = sources.filter((name) => !name.startsWith('gallery') && name !== join('parts', 'Icon.svelte'))
    expect(draws.filter((name) => /\{@html [^}]|innerHTML|navigator\.clipboard/.test(text(name)))).toEqual([])
  })

  it('names no integration: their words come from the View', () => {
    const own = sources.filter((name) => !name.startsWith('gallery') && name !== 'types.ts')
    expect(own.filter((name) => /vectis|propel|mspcfo|sync ?365|syncsmart/i.test(text(name)))).toEqual([])
  })

  it('takes colours, corners and distances from tokens.css', () => {
    const styles = sources.filter((name) => /^(parts|pages|App)/.test(name)).map((name) => [name, text(name).split('<style>')[1] ?? ''] as const)
    const own = styles.flatMap(([name, style]) => {
      const distance = /(?:padding|margin|gap|radius)[a-z-]*:[^;]*?\d(?:rem|em|px)/
      const spared = /calc\(|[: ]-?1px/
      const lines = style.split('\n').filter((line) => /#[0-9a-f]{3,8}\b|rgb\(/i.test(line) || (distance.test(line) && !spared.test(line)))
      return lines.map((line) => `${name}: ${line.trim()}`)
    })
    expect(own).toEqual([])
  })

  it('has a lock file that names no registry', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved"|registry\./)
  })
})

describe('the product', () => {
  it('holds no gallery, no inline script and one font', async () => {
    const built = await build({ root, mode: 'production', logLevel: 'silent', build: { write: false } })
    const files = (Array.isArray(built) ? built : [built]).flatMap((each) => ('output' in each ? each.output : []))
    const names = files.map((file) => file.fileName)
    expect(names.filter((name) => name.endsWith('.js'))).toHaveLength(1)
    expect(names.filter((name) => name.endsWith('.woff2'))).toHaveLength(1)
    const all = files.map((file) => (file.type === 'chunk' ? file.code : String(file.source))).join('\n')
    expect(all).not.toContain('Acme Managed Services')
    const html = files.find((file) => file.fileName === 'index.html')
    expect(html?.type === 'asset' && String(html.source)).not.toMatch(/<script(?![^>]*\ssrc=)|(src|href)="\//)
  }, 30_000)
})
