// The notices that a package has to carry: the licence texts of every crate and npm package that is
// inside the program for one system, each text once, with the names of those it is for.
//   node packaging/licences.mjs TARGET_TRIPLE FILE
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const [triple, file] = process.argv.slice(2)
if (!triple || !file) throw new Error('usage: licences.mjs TARGET_TRIPLE FILE')
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** What ends up in the binary: normal dependencies of keywright, without what runs in the compiler alone. */
function crates() {
  const told = execFileSync('cargo', ['metadata', '--format-version=1', '--locked', `--filter-platform=${triple}`], {
    cwd: root, maxBuffer: 2 ** 28,
  })
  const { packages, resolve: graph } = JSON.parse(told)
  const byId = new Map(packages.map((p) => [p.id, p]))
  const nodes = new Map(graph.nodes.map((n) => [n.id, n]))
  const macro = (p) => p.targets.some((t) => t.kind.includes('proc-macro'))
  const seen = new Set()
  const open = [packages.find((p) => p.name === 'keywright').id]
  while (open.length > 0) {
    const id = open.pop()
    if (seen.has(id) || macro(byId.get(id))) continue
    seen.add(id)
    for (const dep of nodes.get(id).deps) if (dep.dep_kinds.some((k) => k.kind === null)) open.push(dep.pkg)
  }
  return [...seen].map((id) => byId.get(id)).filter((p) => p.source !== null)
    .map((p) => ({ name: `${p.name} ${p.version}`, licence: p.license, folder: dirname(p.manifest_path), by: p.authors.join(', ') }))
}

/** What Vite puts into the window's files. */
function npm() {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'ui/package.json'), 'utf8'))
  return [...Object.keys(dependencies), 'svelte'].map((name) => {
    const folder = join(root, 'ui/node_modules', name)
    const p = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return { name: `${name} ${p.version}`, licence: p.license, folder, by: typeof p.author === 'string' ? p.author : (p.author?.name ?? '') }
  })
}

const texts = new Map()
const bare = []
const all = [...crates(), ...npm()].sort((a, b) => a.name.localeCompare(b.name, 'en'))
for (const part of all) {
  const found = readdirSync(part.folder, { withFileTypes: true })
    .filter((e) => e.isFile() && /^(licen[cs]e|copying|notice|unlicense|copyright)/i.test(e.name)).map((e) => e.name).sort()
  if (found.length === 0 && !part.licence) throw new Error(`${part.name} names no licence and ships none`)
  if (found.length === 0) bare.push(`${part.name}: ${part.licence}${part.by ? `, ${part.by}` : ''}`)
  for (const name of found) {
    const text = readFileSync(join(part.folder, name), 'utf8').replace(/\r\n/g, '\n').trim()
    // Many differ in spaces and the length of lines alone.
    const key = text.replace(/\s+/g, ' ')
    const known = texts.get(key)
    if (known) known.names.add(part.name)
    else texts.set(key, { text, names: new Set([part.name]) })
  }
}
const rule = '-'.repeat(78)
writeFileSync(file, [
  'Keywright contains the software below. Each part is under its own licence.', '',
  ...all.map((part) => `${part.name}: ${part.licence ?? 'see its text'}`),
  ...(bare.length ? ['', 'These ship no text of their licence:', '', ...bare] : []),
  ...[...texts.values()].flatMap(({ text, names }) => ['', rule, `For ${[...names].join(', ')}:`, '', text]), '',
].join('\n'))
console.log(`${all.length} parts, ${texts.size} texts, ${bare.length} without a text`)
