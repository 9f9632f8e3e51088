import { Redis, type RedisOptions } from 'ioredis'
import { withDeadline } from '@/lib/async/deadline'
import { env } from '@/lib/process/env'
import { AppError, hasCode } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { once } from '@/lib/process/once'
import { REDIS_BUDGET, requestContext } from '@/lib/process/request-context'

/** After a failure Redis counts as away for this long (milliseconds); then one call is let through to look. */
const AWAY_FOR = 1000

const reconnect = (times: number) => Math.min(50 * 2 ** times, 1000) * (0.5 + Math.random() / 2)

/** Opens a connection of its own. Always listens for errors: without a listener an outage would end the process. */
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

/** The connection for commands: fails at once while Redis is away, instead of keeping callers waiting. */
export const redis = once('redis', () =>
  connectRedis('commands', env.REDIS_URL, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 5000,
  }),
)

/** Resolves when the first connection stands or after two seconds, whichever comes first: Redis may be away. */
export async function startRedis(): Promise<void> {
  if (redis.status !== 'wait') return
  const connected = redis.connect().catch(() => undefined)
  await withDeadline(connected, 2000, () => new Error('redis is slow')).catch(() => undefined)
}

/** A connection and what is known of its server: each role may live on a server of its own. */
export type Target = { client: () => Redis; awayUntil: number; probing: boolean }

export const commandsTarget = once(
  'redis-commands-target',
  (): Target => ({ client: () => redis, awayUntil: 0, probing: false }),
)

/** True while calls would not be let through. Costs nothing; use it to skip work that needs Redis. */
export function isRedisAway(target: Target = commandsTarget): boolean {
  return target.client().status !== 'ready' || Date.now() < target.awayUntil || target.probing
}

/** True from a failure until a call has succeeded again, also while one would be let through to look. */
export function isRedisInDoubt(target: Target = commandsTarget): boolean {
  return isRedisAway(target) || target.awayUntil > 0
}

/**
 * Runs one operation of Redis alone within the 300 ms that all Redis calls of a request share; throws `redis_away` when it
 * cannot be done in time. It may still take effect later, so give only operations here that may.
 */
export function ask<T>(operation: (redis: Redis) => Promise<T>): Promise<T> {
  return withinBudget(operation, commandsTarget)
}

/** Like `ask`, but answers `away` instead of throwing. */
export function askRedis<T, A>(operation: (redis: Redis) => Promise<T>, away: A): Promise<T | A> {
  return whenAway(ask(operation), away)
}

/** Turns `redis_away` of some work into an answer. */
export async function whenAway<T, A>(work: Promise<T>, away: A): Promise<T | A> {
  try {
    return await work
  } catch (error) {
    if (hasCode(error, 'redis_away')) return away
    throw error
  }
}

/** Like `ask`, for any connection. */
export async function withinBudget<T>(operation: (client: Redis) => Promise<T>, target: Target): Promise<T> {
  const context = requestContext.getStore()
  const budget = context?.redisBudget ?? REDIS_BUDGET
  if (budget <= 0 || isRedisAway(target)) throw redisAway()
  // After a failure one call is the probe; the others keep away until it has come back.
  target.probing = target.awayUntil > 0
  const began = performance.now()
  try {
    const answer = await withDeadline(operation(target.client()), budget, () => redisAway())
    target.awayUntil = 0
    return answer
  } catch (error) {
    if (!isConnectionTrouble(error)) throw error
    // What ran out was perhaps only the rest of this request's budget: that says nothing of Redis.
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

/** What ioredis says of a connection that is gone, refused or silent. */
const NO_CONNECTION =
  /^Connection is closed|Stream isn't writeable|Command timed out|Command aborted|max retries per request|ETIMEDOUT/i

/** True when an error of some work says that Redis could not be reached, so that trying later may work. */
export function isRedisTrouble(error: unknown): boolean {
  return hasCode(error, 'redis_away') || (error instanceof Error && NO_CONNECTION.test(error.message))
}

/** A reply of Redis itself (a wrong command, a refusing script) is not trouble with the connection. */
function isConnectionTrouble(error: unknown): boolean {
  if (hasCode(error, 'redis_away')) return true
  return !(
    error instanceof Error &&
    error.name === 'ReplyError' &&
    !/^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|OOM)/.test(error.message)
  )
}
