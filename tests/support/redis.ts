import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs'
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

/** Why a server refuses, by the first word of its answers. */
export type Refusal = 'MISCONF' | 'NOREPLICAS' | 'OOM' | 'READONLY' | 'MASTERDOWN' | 'NOAUTH' | 'BUSY'

/** The server stays, and refuses. Returns how to make it well again. */
export async function refuseRedis(refusal: Refusal): Promise<() => Promise<void>> {
  const client = new Redis(running().url, { lazyConnect: true, retryStrategy: () => null })
  client.on('error', () => undefined)
  await client.connect()
  const heal = await refuse(client, refusal)
  return async () => {
    await heal()
    client.disconnect()
  }
}

/** Nobody listens there. */
const NO_MASTER = ['127.0.0.1', '1'] as const

async function refuse(client: Redis, refusal: Refusal): Promise<() => Promise<unknown>> {
  const config = (name: string, value: string) => client.config('SET', name, value)
  switch (refusal) {
    case 'MISCONF': {
      // It cannot save: a folder has the name of its file.
      const inTheWay = join(redisFolder, 'dump.rdb')
      rmSync(inTheWay, { force: true })
      mkdirSync(inTheWay)
      await config('save', '3600 1')
      await config('stop-writes-on-bgsave-error', 'yes')
      await client.bgsave().catch(() => undefined)
      await untilInfo(client, /rdb_last_bgsave_status:err/)
      return async () => {
        rmdirSync(inTheWay)
        await config('save', '')
        await config('stop-writes-on-bgsave-error', 'no')
      }
    }
    case 'NOREPLICAS':
      await config('min-replicas-to-write', '1')
      return () => config('min-replicas-to-write', '0')
    case 'OOM':
      await config('maxmemory', '1')
      return () => config('maxmemory', '0')
    case 'READONLY':
      await config('replica-serve-stale-data', 'yes')
      await client.replicaof(...NO_MASTER)
      return () => client.replicaof('NO', 'ONE')
    case 'MASTERDOWN':
      await config('replica-serve-stale-data', 'no')
      await client.replicaof(...NO_MASTER)
      return () => client.replicaof('NO', 'ONE')
    case 'NOAUTH':
      await config('requirepass', 'another password')
      await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
      await client.call('CLIENT', 'KILL', 'TYPE', 'pubsub', 'SKIPME', 'yes')
      return () => config('requirepass', '')
    case 'BUSY': {
      await config('busy-reply-threshold', '50')
      const busy = new Redis(running().url, { retryStrategy: () => null })
      busy.on('error', () => undefined)
      busy.eval('while true do end', 0).catch(() => undefined)
      return async () => {
        await client.script('KILL')
        busy.disconnect()
      }
    }
  }
}

async function untilInfo(client: Redis, pattern: RegExp): Promise<void> {
  while (!pattern.test(await client.info('persistence'))) await new Promise((resolve) => setTimeout(resolve, 20))
}
