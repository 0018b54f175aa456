#!/usr/bin/env node
// Writes what Keywright reads when somebody looks for a newer version:
//   KEYWRIGHT_UPDATE_KEY=... packaging/updates/manifest.mjs VERSION BASE_URL NOTES_FILE FILE... > latest.json
// Each FILE has its FILE.sig beside it (packaging/updates/sign). Every signature is proved here with the key that the
// release was built with, over the file as it lies there, and must name that file and version: what this prints,
// a released Keywright takes. Otherwise nothing is printed and this fails.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

const stop = (why) => {
  process.stderr.write(`No manifest: ${why}\n`)
  process.exit(1)
}

/** By ending, as crates/updates (Kind::target) asks for it. */
const TARGETS = [
  [/_x64-setup\.exe$/i, ['windows-x86_64']],
  [/_arm64-setup\.exe$/i, ['windows-aarch64']],
  [/_universal\.app\.tar\.gz$/i, ['darwin-x86_64', 'darwin-aarch64']],
  [/_amd64\.appimage$/i, ['linux-x86_64-appimage']],
  [/_aarch64\.appimage$/i, ['linux-aarch64-appimage']],
  [/_amd64\.deb$/i, ['linux-x86_64-deb']],
  [/_arm64\.deb$/i, ['linux-aarch64-deb']],
  [/\.x86_64\.rpm$/i, ['linux-x86_64-rpm']],
  [/\.aarch64\.rpm$/i, ['linux-aarch64-rpm']],
]

const lines = (base64) => Buffer.from(base64.trim(), 'base64').toString('utf8').split('\n')

/** A minisign key: two letters for the algorithm, the key's own number, then Ed25519. */
function publicKey(base64) {
  const raw = Buffer.from(lines(base64)[1] ?? '', 'base64')
  if (raw.length !== 42) stop('KEYWRIGHT_UPDATE_KEY is not the public key that `tauri signer generate` wrote')
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw.subarray(10)])
  return { number: raw.subarray(2, 10), key: createPublicKey({ key: der, format: 'der', type: 'spki' }) }
}

/** What a signature says it is for, once it was proved. */
function proved(file, { number, key }) {
  const name = basename(file)
  const text = readFileSync(`${file}.sig`, 'utf8').trim()
  const [, first, comment, second] = lines(text)
  const raw = Buffer.from(first ?? '', 'base64')
  const said = (comment ?? '').replace(/^trusted comment: /, '')
  if (raw.length !== 74 || raw.subarray(0, 2).toString() !== 'ED') stop(`${name}.sig is not a signature of the file's hash`)
  if (!raw.subarray(2, 10).equals(number)) stop(`${name} is signed with another key than KEYWRIGHT_UPDATE_KEY`)
  const hash = createHash('blake2b512').update(readFileSync(file)).digest()
  const over = Buffer.concat([raw.subarray(10), Buffer.from(said)])
  if (!verify(null, hash, key, raw.subarray(10))) stop(`${name} is not the file that was signed`)
  if (!verify(null, over, key, Buffer.from(second ?? '', 'base64'))) stop(`${name}.sig was changed`)
  return { text, fields: said.split('\t') }
}

const [version, base, notesFile, ...files] = process.argv.slice(2)
if (files.length === 0) stop('usage: packaging/updates/manifest.mjs VERSION BASE_URL NOTES_FILE FILE...')
if (!process.env.KEYWRIGHT_UPDATE_KEY) stop('KEYWRIGHT_UPDATE_KEY is not set (docs/updates.md)')
const place = URL.canParse(base) ? new URL(base) : stop(`${base} is not a web address`)
const here = ['127.0.0.1', '[::1]'].includes(place.hostname)
if (place.protocol !== 'https:' && !here) stop(`${base} does not start with https://`)
const key = publicKey(process.env.KEYWRIGHT_UPDATE_KEY)
const platforms = {}
try {
  for (const file of files) {
    const name = basename(file)
    const targets = TARGETS.find(([ending]) => ending.test(name))?.[1] ?? stop(`${name} is no package`)
    const { text, fields } = proved(file, key)
    if (!fields.includes(`version:${version}`)) stop(`${name} is not signed for ${version}`)
    if (!fields.includes(`file:${name}`)) stop(`${name} is signed under another name`)
    const url = `${place.href.replace(/\/$/, '')}/${encodeURIComponent(name)}`
    for (const target of targets) platforms[target] = { signature: text, url }
  }
  const notes = readFileSync(notesFile, 'utf8').trim()
  const manifest = { version, notes, pub_date: new Date().toISOString(), platforms }
  process.stdout.write(`${JSON.stringify(manifest, null, 2)}\n`)
} catch (error) {
  stop(error.message)
}
