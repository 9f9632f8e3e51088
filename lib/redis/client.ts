import { Redis, type RedisOptions } from 'ioredis'
import { withDeadline } from '@/lib/async/deadline'
import { env } from '@/lib/process/env'
import { AppError, hasCode } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { once } from '@/lib/process/once'
import { REDIS_BUDGET, requestContext } from '@/lib/process/request-context'

/** Milliseconds for which Redis counts as away after a failure. Then one call, the probe, tries whether it is back. */
const AWAY_FOR = 1000

const reconnect = (times: number) => Math.min(50 * 2 ** times, 1000) * (0.5 + Math.random() / 2)

/** Opens a new connection. It has a listener for errors, because without one an outage would end the process. */
export function connectRedis(role: string, url: string, options: RedisOptions = {}): Redis {
  const client = new Redis(url, {
    connectionName: `carillon-${role}`,
    retryStrategy: reconnect,
    connectTimeout: 2000,
    ...options,
  })
  client.on('error', (error) => log.warn({ role, error: error.message }, 'redis'))
  return client
}

/** The connection for commands. While Redis is away its commands fail at once, so that callers do not wait. */
export const redis = once('redis', () =>
  connectRedis('commands', env.REDIS_URL, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 5000,
  }),
)

/** Resolves when the first connection is made, or after two seconds: a process must start while Redis is away, too. */
export async function startRedis(): Promise<void> {
  if (redis.status !== 'wait') return
  const connected = redis.connect().catch(() => undefined)
  await withDeadline(connected, 2000, () => new Error('redis is slow')).catch(() => undefined)
}

/** A connection and the state of its server. Commands and queues may use different servers. */
export type Target = { client: () => Redis; awayUntil: number; probing: boolean }

export const commandsTarget = once(
  'redis-commands-target',
  (): Target => ({ client: () => redis, awayUntil: 0, probing: false }),
)

/** True while calls fail without trying. It asks no server, so use it to skip work that needs Redis. */
export function isRedisAway(target: Target = commandsTarget): boolean {
  return target.client().status !== 'ready' || Date.now() < target.awayUntil || target.probing
}

/** True from a failure until a call has succeeded again, also when the next call would be the probe. */
export function isRedisInDoubt(target: Target = commandsTarget): boolean {
  return isRedisAway(target) || target.awayUntil > 0
}

/**
 * Runs one Redis operation within the 300 ms that all Redis calls of a request share. Throws `redis_away` when it is not done
 * in time. It may still take effect later, so use this only for operations for which that is correct.
 */
export function requireRedis<T>(operation: (redis: Redis) => Promise<T>): Promise<T> {
  return withinBudget(operation, commandsTarget)
}

/** Like `requireRedis`, but returns `away` instead of throwing `redis_away`. */
export function tryRedis<T, A>(operation: (redis: Redis) => Promise<T>, away: A): Promise<T | A> {
  return whenAway(requireRedis(operation), away)
}

/** Returns `away` when the work throws `redis_away`. */
export async function whenAway<T, A>(work: Promise<T>, away: A): Promise<T | A> {
  try {
    return await work
  } catch (error) {
    if (hasCode(error, 'redis_away')) return away
    throw error
  }
}

/** Like `requireRedis`, for any connection. */
export async function withinBudget<T>(operation: (client: Redis) => Promise<T>, target: Target): Promise<T> {
  const context = requestContext.getStore()
  const budget = context?.redisBudget ?? REDIS_BUDGET
  if (budget <= 0 || isRedisAway(target)) throw redisAway()
  // After a failure one call is the probe. The others fail until it has returned.
  target.probing = target.awayUntil > 0
  const began = performance.now()
  try {
    const answer = await withDeadline(operation(target.client()), budget, () => redisAway())
    target.awayUntil = 0
    return answer
  } catch (error) {
    if (!isConnectionTrouble(error)) throw error
    // When only the rest of this request's budget ran out, Redis may still be well.
    if (budget === REDIS_BUDGET || !hasCode(error, 'redis_away')) target.awayUntil = Date.now() + AWAY_FOR
    throw redisAway(error)
  } finally {
    target.probing = false
    if (context) context.redisBudget -= performance.now() - began
  }
}

function redisAway(cause?: unknown): AppError {
  return new AppError('redis_away', 'Live delivery is resting for a moment.', { retryAfter: 1, cause })
}

/** The messages of ioredis when a connection is closed, refused or does not answer. */
const NO_CONNECTION =
  /^Connection is closed|Stream isn't writeable|Command timed out|Command aborted|max retries per request|ETIMEDOUT/i

/** True when an error means that Redis could not be reached, so that the work may succeed later. */
export function isRedisTrouble(error: unknown): boolean {
  return hasCode(error, 'redis_away') || (error instanceof Error && NO_CONNECTION.test(error.message))
}

/** A reply of Redis itself (to a wrong command, or by a script) is no trouble with the connection. */
function isConnectionTrouble(error: unknown): boolean {
  if (hasCode(error, 'redis_away')) return true
  return !(
    error instanceof Error &&
    error.name === 'ReplyError' &&
    !/^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|OOM)/.test(error.message)
  )
}
