import type { Redis } from 'ioredis'
import { query } from '@/lib/db'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { metrics } from '@/lib/metrics'
import { connectRedis, isRedisAway, redis } from '@/lib/redis'
import { BUCKETS, gatewayChannel } from '@/lib/redis-keys'
import { refreshGeneration } from '@/lib/redis-life'
import { checkPositions } from './check-positions'
import { frame } from './frame'
import { type Gateway, gateway } from './gateway'
import { giveUpLease, leave, renewLease } from './presence'

const RENEW_EVERY = 5_000
const PROBE_EVERY = 10_000
const SESSIONS_EVERY = 10_000
const CHECK_EVERY = { least: 30_000, most: 45_000 }
/** A stream gets a heartbeat every 15 seconds, in the second that it drew. */
const HEARTBEAT_SLOTS = 15
/** Milliseconds a stream lives, drawn between the two, so that what was opened together does not end together. */
const MAX_AGE = { least: 60 * 60_000, most: 90 * 60_000 }
const PROBE = 'probe\n\n'

const between = ({ least, most }: { least: number; most: number }) => least + Math.random() * (most - least)

/** Starts what a process with streams does besides serving them. `stop` ends the streams paced over `ms`. */
export function runGateway(): { stop: (ms: number) => Promise<void> } {
  const subscriber = subscribe(gateway)
  const timers = [
    every(1000, () => tick(gateway)),
    every(RENEW_EVERY, () => renew(gateway)),
    every(PROBE_EVERY, () => probe(subscriber)),
    every(SESSIONS_EVERY, () => endDeadSessions(gateway)),
  ]
  // After a reconnection the server may be another, or have forgotten us.
  redis.on('ready', () => void renew(gateway).then(() => checkNow(gateway)))
  void renew(gateway)
  const check = checkForEver(gateway)
  return {
    async stop(ms) {
      gateway.draining = true
      await drain(gateway, ms)
      for (const timer of [...timers, check.timer()]) clearTimeout(timer)
      await giveUpLease(gateway.id)
      subscriber.disconnect()
    },
  }
}

function every(ms: number, work: () => void | Promise<void>): NodeJS.Timeout {
  return setInterval(
    () => void Promise.resolve(work()).catch((error: unknown) => log.warn({ error: String(error) }, 'gateway')),
    ms,
  )
}

let missedProbes = 0

function subscribe(to: Gateway): Redis {
  const channels = Array.from({ length: BUCKETS }, (_, bucket) => gatewayChannel(bucket, to.id))
  const subscriber = connectRedis('subscriber', env.REDIS_URL, { autoResubscribe: false, maxRetriesPerRequest: null })
  subscriber.on('message', (_channel: string, message: string) => {
    if (message === PROBE) missedProbes = 0
    else to.receive(message)
  })
  subscriber.on('close', () => {
    to.subscribed = false
  })
  subscriber.on('ready', () => {
    subscriber.subscribe(...channels).then(
      () => {
        to.subscribed = true
        missedProbes = 0
        // What was published while nobody listened is gone; positions tell what it was.
        return checkNow(to)
      },
      (error: unknown) => log.warn({ error: String(error) }, 'subscribing failed'),
    )
  })
  return subscriber
}

/** A half-open socket looks healthy from here; a message to ourselves that does not arrive tells the truth. */
async function probe(subscriber: Redis): Promise<void> {
  if (!gateway.subscribed || isRedisAway()) return
  if (++missedProbes > 2) {
    log.warn('own messages do not arrive, subscribing again')
    gateway.subscribed = false
    missedProbes = 0
    subscriber.disconnect(true)
    return
  }
  await redis.publish(gatewayChannel(0, gateway.id), PROBE).catch(() => undefined)
}

async function renew(of: Gateway): Promise<void> {
  if (isRedisAway()) return
  const held = await renewLease(of.id).catch(() => true)
  if (held || of.members.size === 0) return
  // Restarted, flushed or frozen for longer than the lease: its generation may be another, and publishers forgot us.
  for (let bucket = 0; bucket < BUCKETS; bucket++) await refreshGeneration(redis, bucket)
  await checkNow(of)
}

async function checkNow(of: Gateway): Promise<void> {
  await checkPositions(of).catch((error: unknown) => log.info({ error: String(error) }, 'positions not checked'))
}

function checkForEver(of: Gateway) {
  let timer: NodeJS.Timeout | undefined
  const schedule = () => {
    timer = setTimeout(() => void checkNow(of).finally(schedule), between(CHECK_EVERY))
  }
  schedule()
  return { timer: () => timer }
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
    if (now - connection.openedAt > ageOf(connection.id)) connection.end('max_age', 1000 * Math.random())
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

/** Ends all streams, spread over the time given, so that the browsers do not come back all at once. */
async function drain(of: Gateway, ms: number): Promise<void> {
  const connections = [...of.members.all()]
  const steps = Math.max(1, Math.min(connections.length, Math.floor(ms / 100)))
  const perStep = Math.ceil(connections.length / steps)
  for (let at = 0; at < connections.length; at += perStep) {
    for (const connection of connections.slice(at, at + perStep)) connection.end('drain', 200 + Math.random() * 2000)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await leave(of.id, of.members.userKeys().map(BigInt))
  metrics.streamsOpen.set(0)
}
