import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect } from './support'

/** Starts a web process for one test, with the services of the site under test. It can be ended and started again. */
export async function startWebProcess(): Promise<{
  url: string
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>
  start: () => Promise<void>
}> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  let child: ChildProcess | null = null

  async function start() {
    const env = {
      ...process.env,
      NODE_ENV: 'production' as const,
      PORT: String(port),
      OPERATIONS_PORT: '0',
      LOG_LEVEL: 'error',
    }
    child = spawn(process.execPath, ['dist/web.js'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    await expect
      .poll(
        () =>
          fetch(`${url}/api/readyz`).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(200)
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL') {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  await start()
  return { url, start, end }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return address.port
}
