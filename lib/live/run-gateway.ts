import { setTimeout as pause } from 'node:timers/promises'
import { log } from '@/lib/process/log'
import { allBuckets } from '@/lib/redis/buckets'
import { isRedisAway, redis } from '@/lib/redis/client'
import { refreshGeneration } from '@/lib/redis/generation'
import { checkNow } from './check-now'
import { checkSessions } from './check-sessions'
import { type Gateway, gateway } from './gateway'
import { deregister, releaseLease, renewLease } from './registration'
import { Subscription } from './subscription'
import { tick } from './tick'

/** All times in milliseconds. */
const TICK_EVERY = 1000
const CHECK_UNCERTAIN_EVERY = 1000
const CHECK_GAP_EVERY = 3_000
const RENEW_EVERY = 5_000
const PROBE_EVERY = 3_000
const CHECK_SESSIONS_EVERY = 10_000
const CHECK_ALL_EVERY = { least: 30_000, most: 45_000 }
/** Between two batches of streams that are ended when the process stops. */
const END_EVERY = 100

/**
 * Starts the subscription, the lease and the regular checks of a process with streams. `stop` ends the streams, spread
 * over `ms`.
 */
export function runGateway(): { stop: (ms: number) => Promise<void> } {
  const subscription = new Subscription(gateway)
  const timers = [
    every(TICK_EVERY, async () => tick(gateway)),
    every(CHECK_UNCERTAIN_EVERY, () => checkUncertain(gateway)),
    every(CHECK_GAP_EVERY, () => checkGap(gateway)),
    every(RENEW_EVERY, () => renew(gateway)),
    every(PROBE_EVERY, () => subscription.probe()),
    every(CHECK_SESSIONS_EVERY, () => checkSessions(gateway)),
  ]
  const reconnected = () => void afterReconnect(gateway)
  redis.on('ready', reconnected)
  void renew(gateway)
  const checks = checkForever(gateway)
  return {
    async stop(ms) {
      gateway.draining = true
      await drain(gateway, ms)
      for (const timer of timers) clearInterval(timer)
      checks.stop()
      redis.off('ready', reconnected)
      await releaseLease(gateway.id)
      subscription.close()
    },
  }
}

function every(ms: number, work: () => Promise<void>): NodeJS.Timeout {
  return setInterval(() => void work().catch((error: unknown) => log.warn({ error: String(error) }, 'gateway')), ms)
}

async function renew(of: Gateway): Promise<void> {
  if (isRedisAway()) return
  const valid = await renewLease(of.id).catch(() => null)
  if (valid === null) return
  // The lease is new, or Redis was restarted or flushed, or this process was paused: registrations may have been
  // removed.
  if (!valid && of.gap.hadLease) of.gap.open()
  of.gap.leased()
  if (!valid) await checkAll(of)
}

/** The Redis that answers now may be another server, or may have lost the registrations. */
async function afterReconnect(of: Gateway): Promise<void> {
  of.gap.open()
  await renewLease(of.id).catch(() => undefined)
  await checkAll(of).catch((error: unknown) => log.info({ error: String(error) }, 'Redis is away again'))
}

/**
 * Reads the generation before checking. If it is new, all streams are reset now and not one by one later. Browsers
 * spread the reloading of their feeds over time.
 */
async function checkAll(of: Gateway): Promise<void> {
  for (const bucket of allBuckets()) await refreshGeneration(redis, bucket)
  await checkNow(of)
}

/** Checks streams that are marked uncertain, so that a short outage does not last until the next regular check. */
async function checkUncertain(of: Gateway): Promise<void> {
  if (isRedisAway()) return
  const uncertain = [...of.connections.all()].filter(({ isUncertain, phase }) => isUncertain && phase === 'live')
  if (uncertain.length > 0) await checkNow(of, [...new Set(uncertain.map(({ userKey }) => userKey))])
}

/** Looks again for what changed in a gap, when that could not be found at once. */
async function checkGap(of: Gateway): Promise<void> {
  if (of.gap.isOpen && of.subscribed && !isRedisAway()) await checkNow(of)
}

function checkForever(of: Gateway) {
  let timer: NodeJS.Timeout | undefined
  const schedule = () => {
    const wait = CHECK_ALL_EVERY.least + Math.random() * (CHECK_ALL_EVERY.most - CHECK_ALL_EVERY.least)
    timer = setTimeout(() => void checkNow(of).finally(schedule), wait)
  }
  schedule()
  return { stop: () => clearTimeout(timer) }
}

/** Ends all streams, spread over `ms`, so that the browsers do not connect again all at once. */
async function drain(of: Gateway, ms: number): Promise<void> {
  const connections = [...of.connections.all()]
  const users = of.connections.userKeys().map(BigInt)
  const batches = Math.max(1, Math.min(connections.length, Math.floor(ms / END_EVERY)))
  const perBatch = Math.max(1, Math.ceil(connections.length / batches))
  for (let at = 0; at < connections.length; at += perBatch) {
    for (const connection of connections.slice(at, at + perBatch)) {
      connection.end('drain', Math.round(200 + Math.random() * 2000))
    }
    await pause(END_EVERY)
  }
  await deregister(of.id, users)
}
