// Which crate knows which, and which file which file of its crate, from `cargo metadata` and the
// `use` lines. `scripts/layers` prints it; `scripts/layers --check` fails where an arrow leads
// upwards or in a circle, or ARCHITECTURE.md says otherwise.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

// From the ground up. A crate may know those on lines above its own here.
const FLOORS = [['ground'], ['connectwise'], ['pasted', 'integration'], ['checkup', 'updates'], ['setup'], ['system', 'view'], ['runtime'], ['keywright']]

const metadata = JSON.parse(execFileSync('cargo', ['metadata', '--no-deps', '--offline', '--format-version', '1'], { cwd: root, maxBuffer: 1 << 26 }))
const floorOf = new Map(FLOORS.flatMap((names, floor) => names.map((name) => [name, floor])))
const crates = metadata.packages.filter(({ name }) => floorOf.has(name))
const complaints = []

const missing = metadata.packages.filter(({ name, manifest_path }) => manifest_path.startsWith(join(root, 'crates')) && !floorOf.has(name))
for (const { name } of missing) complaints.push(`${name} stands on no floor`)

const knows = new Map()
for (const { name, dependencies } of crates) {
  const used = dependencies.filter((each) => each.kind === null && floorOf.has(each.name)).map((each) => each.name)
  knows.set(name, used.sort())
  for (const other of used) if (floorOf.get(other) >= floorOf.get(name)) complaints.push(`${name} knows ${other}, which stands no lower`)
}

/** The files of a crate, by the path of their module: "", "proxy", "proxy::system". */
function modules(source) {
  const found = new Map()
  const look = (folder) => {
    for (const entry of readdirSync(folder)) {
      const path = join(folder, entry)
      if (statSync(path).isDirectory()) look(path)
      else if (entry.endsWith('.rs') && entry !== 'main.rs') {
        const parts = relative(source, path).slice(0, -3).split('/')
        if (parts.at(-1) === 'mod' || parts.at(-1) === 'lib') parts.pop()
        found.set(parts.join('::'), path)
      }
    }
  }
  look(source)
  return found
}

/** `a::{b, c::{d, e}}` as a::b, a::c::d, a::c::e. */
function flat(text) {
  const open = text.indexOf('{')
  if (open < 0) return [text.replace(/\s+as\s+.*/, '').trim()]
  const head = text.slice(0, open)
  const parts = []
  let depth = 0
  let part = ''
  for (const c of text.slice(open + 1, text.lastIndexOf('}'))) {
    if (c === '{') depth += 1
    if (c === '}') depth -= 1
    if (c === ',' && depth === 0) parts.push(part), (part = '')
    else part += c
  }
  return [...parts, part].filter((each) => each.trim()).flatMap((each) => flat(head.trim() + each.trim()))
}

/** Which file of its crate each file names. What a folder's face passes on counts for who has it. */
function arrows(source) {
  const all = modules(source)
  const code = new Map([...all].map(([name, path]) => [name, readFileSync(path, 'utf8').split('#[cfg(test)]')[0].replace(/\/\/.*/g, '')]))
  const passedOn = new Map()
  const parts = (name) => (name === '' ? [] : name.split('::'))
  const absolute = (from, path) => {
    let at = parts(from)
    const words = path.split('::').map((word) => word.trim())
    if (words[0] === 'crate') return words.slice(1)
    if (words[0] === 'self') return [...at, ...words.slice(1)]
    if (words[0] === 'super') {
      while (words[0] === 'super') words.shift(), (at = at.slice(0, -1))
      return [...at, ...words]
    }
    return all.has([...at, words[0]].join('::')) ? [...at, ...words] : null
  }
  for (const [name, text] of code) {
    for (const [, use] of text.matchAll(/\bpub(?:\([a-z]+\))? use ([^;]+);/g)) {
      for (const path of flat(use)) {
        const whole = absolute(name, path)
        if (whole) passedOn.set([...parts(name), whole.at(-1)].join('::'), whole)
      }
    }
  }
  const owner = (words) => {
    for (let turn = 0; turn < 5 && passedOn.has(words.join('::')); turn += 1) words = passedOn.get(words.join('::'))
    for (let n = words.length; n >= 0; n -= 1) if (all.has(words.slice(0, n).join('::'))) return words.slice(0, n).join('::')
    return null
  }
  const to = new Map([...all.keys()].map((name) => [name, new Set()]))
  for (const [name, text] of code) {
    const uses = [...text.matchAll(/(?<!pub )(?<!pub\([a-z]+\) )\buse ([^;]+);/g)].flatMap(([, use]) => flat(use))
    const inline = [...text.matchAll(/\b((?:crate|super|self)(?:::[A-Za-z_]+)+)/g)].map(([, path]) => path)
    // `gates::reach(…)` in the face of a folder names a file below it.
    const below = [...text.matchAll(/(?<![A-Za-z_:])([a-z_]+)((?:::[A-Za-z_]+)+)/g)]
      .filter(([, child]) => all.has([...parts(name), child].join('::')))
      .map(([, child, rest]) => `self::${child}${rest}`)
    for (const path of [...uses, ...inline, ...below]) {
      if (path.endsWith('*')) continue
      const whole = absolute(name, path)
      const file = whole && owner(whole)
      if (file !== null && file !== undefined && file !== name) to.get(name).add(file)
    }
  }
  return to
}

/** Files that reach one another. */
function circles(to) {
  const found = []
  const index = new Map()
  const low = new Map()
  const stack = []
  const visit = (node) => {
    index.set(node, index.size)
    low.set(node, index.get(node))
    stack.push(node)
    for (const next of to.get(node)) {
      if (!index.has(next)) visit(next), low.set(node, Math.min(low.get(node), low.get(next)))
      else if (stack.includes(next)) low.set(node, Math.min(low.get(node), index.get(next)))
    }
    if (low.get(node) !== index.get(node)) return
    const circle = stack.splice(stack.indexOf(node))
    if (circle.length > 1) found.push(circle.map((name) => name || 'lib').sort())
  }
  for (const node of to.keys()) if (!index.has(node)) visit(node)
  return found
}

const lines = []
for (const names of FLOORS) {
  for (const name of names.filter((each) => knows.has(each))) lines.push(`${name.padEnd(12)} ${knows.get(name).join(' ')}`.trimEnd())
}
console.log(lines.join('\n'))
const now = new Set()
for (const { name, manifest_path } of crates) {
  const source = name === 'keywright' ? join(root, 'src-tauri/src') : join(dirname(manifest_path), 'src')
  if (!existsSync(source)) continue
  if (process.argv.includes('--arrows')) for (const [from, all] of arrows(source)) if (all.size) console.log(`${name} ${from || 'lib'} -> ${[...all].map((each) => each || 'lib').join(' ')}`)
  for (const circle of circles(arrows(source))) now.add(`${name}: ${circle.join(' ')}`)
}
for (const circle of now) console.log(`circle in ${circle}`)
for (const circle of now) complaints.push(`files that know each other in a circle: ${circle}`)
const said = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
if (!said.includes(lines.join('\n'))) complaints.push('ARCHITECTURE.md draws other arrows between the crates')
if (process.argv.includes('--check') && complaints.length > 0) {
  console.error(complaints.join('\n'))
  process.exit(1)
}
