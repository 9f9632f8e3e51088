import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { startRedis } from '../../bin/services/redis.mjs'
import { PROGRAMS } from './programs'

export const redisFolder = mkdtempSync(join(tmpdir(), 'carillon-redis-'))

type Server = Awaited<ReturnType<typeof startRedis>>

let server: Server | undefined

/** Starts this test file's Redis. Called once, by the setup. */
export async function fileRedis() {
  server = await startRedis({ folder: redisFolder, programs: PROGRAMS, appendOnly: false })
  return { url: server.url, stop: () => running().stop() }
}

function running(): Server {
  if (!server) throw new Error('this test file has no Redis')
  return server
}

/** Connections stay, and commands get no answer, as on an overloaded or swapping machine. */
export function freezeRedis(): void {
  process.kill(running().pid, 'SIGSTOP')
}

export function thawRedis(): void {
  process.kill(running().pid, 'SIGCONT')
}

/** The server ends at once, and its data is lost. */
export async function killRedis(): Promise<void> {
  const { child } = running()
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

/** Starts a killed server at the same address, empty. */
export async function restartRedis(): Promise<void> {
  await killRedis()
  server = await startRedis({ folder: redisFolder, programs: PROGRAMS, port: running().port, appendOnly: false })
}

export async function flushRedis(): Promise<void> {
  const client = new Redis(running().url)
  await client.flushall()
  client.disconnect()
}
