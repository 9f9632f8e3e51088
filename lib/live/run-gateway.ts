import { frame } from '@/lib/delivery/frame'
import { query } from '@/lib/postgres/db'
import { log } from '@/lib/process/log'
import { allBuckets } from '@/lib/redis/buckets'
import { isRedisAway, redis } from '@/lib/redis/client'
import { refreshGeneration } from '@/lib/redis/generation'
import { checkNow } from './check-positions'
import { drain } from './drain'
import { type Gateway, gateway } from './gateway'
import { giveUpLease, renewLease } from './registration'
import { Subscription } from './subscription'

/** All times in milliseconds. */
const RENEW_EVERY = 5_000
const PROBE_EVERY = 10_000
const SESSIONS_EVERY = 10_000
const CHECK_EVERY = { least: 30_000, most: 45_000 }
/** A stream gets a heartbeat every 15 seconds, in the second that it drew. */
const HEARTBEAT_SLOTS = 15
/** Streams that were opened together do not end together. */
const MAX_AGE = { least: 60 * 60_000, most: 90 * 60_000 }

/** Starts what a process with streams does besides serving them. `stop` ends the streams, spread over `ms`. */
export function runGateway(): { stop: (ms: number) => Promise<void> } {
  const subscription = new Subscription(gateway)
  const timers = [
    every(1000, async () => tick(gateway)),
    every(1000, () => findAdrift(gateway)),
    every(RENEW_EVERY, () => renew(gateway)),
    every(PROBE_EVERY, () => subscription.probe()),
    every(SESSIONS_EVERY, () => endDeadSessions(gateway)),
  ]
  // After a reconnection the server may be another, or have forgotten us.
  const reconnected = () => void meetAgain(gateway)
  redis.on('ready', reconnected)
  void renew(gateway)
  const checks = checkForEver(gateway)
  return {
    async stop(ms) {
      gateway.draining = true
      await drain(gateway, ms)
      for (const timer of timers) clearInterval(timer)
      checks.stop()
      redis.off('ready', reconnected)
      await giveUpLease(gateway.id)
      subscription.close()
    },
  }
}

function every(ms: number, work: () => Promise<void>): NodeJS.Timeout {
  return setInterval(() => void work().catch((error: unknown) => log.warn({ error: String(error) }, 'gateway')), ms)
}

async function renew(of: Gateway): Promise<void> {
  if (isRedisAway()) return
  const held = await renewLease(of.id).catch(() => true)
  // New, restarted, flushed, or frozen for longer than the lease: publishers have forgotten us.
  if (!held) await lookAround(of)
}

async function meetAgain(of: Gateway): Promise<void> {
  await renewLease(of.id).catch(() => undefined)
  await lookAround(of).catch((error: unknown) => log.info({ error: String(error) }, 'Redis is gone again'))
}

/** The generation may be another: its streams start over now, spread, and not one by one when something comes for them. */
async function lookAround(of: Gateway): Promise<void> {
  for (const bucket of allBuckets()) await refreshGeneration(redis, bucket)
  await checkNow(of)
}

/** Streams that found no Redis when they needed it: a lost second does not last until the next position check. */
async function findAdrift(of: Gateway): Promise<void> {
  if (isRedisAway()) return
  const adrift = [...of.members.all()].filter((connection) => connection.adrift && connection.live)
  if (adrift.length > 0) await checkNow(of, [...new Set(adrift.map(({ userKey }) => userKey))])
}

function checkForEver(of: Gateway) {
  let timer: NodeJS.Timeout | undefined
  const schedule = () => {
    const wait = CHECK_EVERY.least + Math.random() * (CHECK_EVERY.most - CHECK_EVERY.least)
    timer = setTimeout(() => void checkNow(of).finally(schedule), wait)
  }
  schedule()
  return { stop: () => clearTimeout(timer) }
}

let second = 0

/** Once a second: heartbeats of those whose turn it is, slow readers, streams that have lived long enough. */
function tick(of: Gateway): void {
  const now = Date.now()
  const slot = second++ % HEARTBEAT_SLOTS
  const beat = frame('heartbeat', { serverTime: new Date(now).toISOString(), degraded: of.degraded })
  for (const connection of [...of.members.all()]) {
    connection.checkFlow(now)
    if (slotOf(connection.id) === slot && connection.live) connection.write(beat)
    if (now - connection.openedAt > ageOf(connection.id)) connection.end('max_age', Math.round(1000 * Math.random()))
  }
}

/** The connection's random id serves as its die. */
const slotOf = (id: string) => id.charCodeAt(0) % HEARTBEAT_SLOTS
const ageOf = (id: string) => MAX_AGE.least + (id.charCodeAt(1) / 128) * (MAX_AGE.most - MAX_AGE.least)

const LIVE_SESSIONS = {
  name: 'live-sessions',
  text: `SELECT s.id FROM "Session" s JOIN "User" u ON u.id = s."userId"
         WHERE s.id = ANY ($1) AND s."endedAt" IS NULL AND u."suspendedAt" IS NULL AND u."deletedAt" IS NULL`,
}

/** Without Redis nobody tells us that a session has ended; its row does. */
async function endDeadSessions(of: Gateway): Promise<void> {
  const asked = new Set([...of.members.all()].map((connection) => connection.sessionId))
  if (asked.size === 0) return
  const rows = await query<{ id: string }>(LIVE_SESSIONS, [[...asked]])
  for (const { id } of rows) asked.delete(id)
  if (asked.size > 0) of.endSessions(of.members.userKeys(), asked)
}
