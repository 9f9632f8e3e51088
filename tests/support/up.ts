import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { freePort } from '../../bin/services/ports.mjs'

/** A place for one `npm run up`: a data folder and a port of its own, and no services given. */
export async function placeForUp() {
  const { DATABASE_URL, REDIS_URL, QUEUE_REDIS_URL, SITE_URL, AUTH_SECRET, OPERATIONS_PORT, ...rest } = process.env
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'carillon-up-'))
  // As root, PostgreSQL runs under another account, which must get in; otherwise its data would go elsewhere and stay.
  chmodSync(dataDir, 0o755)
  return { site: `http://localhost:${port}`, dataDir, env: { ...rest, DATA_DIR: dataDir, PORT: String(port) } }
}

type Place = Awaited<ReturnType<typeof placeForUp>>

/** Runs the command as people do, through npm, which hands signals on; and keeps what it prints. */
export function runUp({ env }: { env: NodeJS.ProcessEnv }) {
  const child = spawn('npm', ['run', '--silent', 'up'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return {
    exit,
    printed: () => output,
    /** Waits until it has printed this. */
    until: (text: string) => vi.waitFor(() => expect(output).toContain(text), { timeout: 150_000, interval: 50 }),
    signal: (name: NodeJS.Signals) => child.kill(name),
  }
}

type Note = { pid: number; children: { pid: number; mark: string }[] }

/** What `up` has noted of itself: its process, and those that are its own. */
export function noteOf({ dataDir }: Place): Note {
  return JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8'))
}

/** Everything that still runs from this data folder, by its command line or as a noted process. */
export function isRunning(pid: number): boolean {
  try {
    // A process that ended but was not collected yet has no command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  } catch {
    return false
  }
}
