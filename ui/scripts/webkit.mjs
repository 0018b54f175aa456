// A page in WebKitGTK, which draws the product's window on Linux: its own small browser, by
// WebDriver, on a virtual screen. (The product's window itself shows no made-up View.)
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'

const BROWSER = process.env.WEBKIT_BROWSER ?? `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/webkit2gtk-4.1/MiniBrowser`
const PATIENCE = 60_000
/** A script in the page may measure for ten minutes. */
const LONGEST = 660_000

export async function openWebKit() {
  if (!existsSync(BROWSER)) throw new Error(`${BROWSER} is missing: it comes with libwebkit2gtk-4.1-0`)
  const running = []
  const start = (program, args, options) => {
    // The kernel ends it with this program, however that ends.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], options)
    running.push(child)
    return child
  }
  const screen = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [display] = await once(screen.stdout, 'data', { signal: AbortSignal.timeout(PATIENCE) })
  const port = await freePort()
  // As the product chooses where there is no graphics device.
  const env = { ...process.env, DISPLAY: `:${String(display).trim()}`, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1' }
  start('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' })

  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(LONGEST) })
    const { value } = await answer.json()
    if (!answer.ok) throw new Error(`WebDriver: ${value.error}: ${value.message}`)
    return value
  }
  const capabilities = { 'webkitgtk:browserOptions': { binary: BROWSER, args: ['--automation'] } }
  let session
  for (const began = Date.now(); !session; await new Promise((done) => setTimeout(done, 100))) {
    session = await ask('POST', '/session', { capabilities: { alwaysMatch: capabilities } }).catch((error) => {
      if (Date.now() - began > PATIENCE) throw error
    })
  }
  const at = `/session/${session.sessionId}`
  await ask('POST', `${at}/timeouts`, { script: 600_000 })
  return {
    version: session.capabilities.browserVersion,
    goto: (url) => ask('POST', `${at}/url`, { url }),
    /** The inside of the window is to be so wide: what stands around it is found out. */
    async size(width, height) {
      await ask('POST', `${at}/window/rect`, { width, height })
      const inside = await this.evaluate(async () => [innerWidth, innerHeight])
      await ask('POST', `${at}/window/rect`, { width: 2 * width - inside[0], height: 2 * height - inside[1] })
      await new Promise((done) => setTimeout(done, 500))
      return this.evaluate(async () => innerWidth)
    },
    async evaluate(work, argument) {
      const script = `const [argument, done] = arguments; (${work})(argument).then((value) => done({ value }), (error) => done({ error: String(error) }))`
      const { value, error } = await ask('POST', `${at}/execute/async`, { script, args: [argument ?? null] })
      if (error) throw new Error(error)
      return value
    },
    async close() {
      await ask('DELETE', at).catch(() => {})
      for (const child of running.reverse()) child.kill('SIGKILL')
    },
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
