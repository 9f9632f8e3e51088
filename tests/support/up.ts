import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { freePort } from '../../bin/services/ports.mjs'

/** What one `npm run up` needs: its own data folder and port, and an environment that names no services. */
export async function prepareUp() {
  const { DATABASE_URL, REDIS_URL, QUEUE_REDIS_URL, SITE_URL, AUTH_SECRET, OPERATIONS_PORT, ...rest } = process.env
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'carillon-up-'))
  // As root, PostgreSQL runs as another account. If it could not enter the folder, its data would be kept elsewhere.
  chmodSync(dataDir, 0o755)
  return { site: `http://localhost:${port}`, dataDir, env: { ...rest, DATA_DIR: dataDir, PORT: String(port) } }
}

type Prepared = Awaited<ReturnType<typeof prepareUp>>

/** Runs `npm run up` through npm, which forwards signals, and keeps its output. */
export function runUp({ env }: { env: NodeJS.ProcessEnv }) {
  const child = spawn('npm', ['run', '--silent', 'up'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return {
    exit,
    printed: () => output,
    /** Waits until it has printed this text. */
    until: (text: string) => vi.waitFor(() => expect(output).toContain(text), { timeout: 150_000, interval: 50 }),
    signal: (name: NodeJS.Signals) => child.kill(name),
  }
}

type Note = { pid: number; children: { pid: number; mark: string }[] }

/** The running.json of `up`: its own process and its child processes. */
export function noteOf({ dataDir }: Prepared): Note {
  return JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8'))
}

export function isRunning(pid: number): boolean {
  try {
    // A zombie process (ended, but its parent has not read its exit status) has no command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  } catch {
    return false
  }
}
