import { Redis, type RedisOptions } from 'ioredis'
import { withDeadline } from '@/lib/async/deadline'
import { env } from '@/lib/process/env'
import { AppError, hasCode } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { once } from '@/lib/process/once'
import { parseRedisAddress } from '@/lib/process/redis-address'
import { REDIS_BUDGET, requestContext } from '@/lib/process/request-context'
import { probeKey } from './keys'
import { isRedisTrouble, isReply } from './redis-error'

/** Milliseconds for which Redis counts as away after a failure. Then one call, the probe, tries whether it is back. */
const AWAY_FOR = 1000

/**
 * Milliseconds after which a connection that owes an answer and receives nothing is given up. Without it a connection that died
 * silently lasts until the system gives up, which takes a quarter of an hour. Workers wait for jobs on theirs for longer.
 */
const SILENCE = 5000

/** A master that has become a replica answers so, also when another server has its address by now. */
const IS_REPLICA = /^(READONLY|UNBLOCKED)/

const reconnect = (times: number) => Math.min(50 * 2 ** times, 1000) * (0.5 + Math.random() / 2)

/** Opens a new connection. It has a listener for errors, because without one an outage would end the process. */
export function connectRedis(role: string, address: string, options: RedisOptions = {}): Redis {
  const client = new Redis({
    ...parseRedisAddress(address),
    connectionName: `carillon-${role}`,
    retryStrategy: reconnect,
    sentinelRetryStrategy: reconnect,
    reconnectOnError: ({ message }) => IS_REPLICA.test(message),
    connectTimeout: 2000,
    socketTimeout: SILENCE,
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

/**
 * A connection and the state of its server. Commands and queues may use different servers. `awayUntil` is a time of
 * `performance.now()`, because the clock of a machine may be set; 0 when the last call has succeeded.
 */
export type Target = { client: () => Redis; awayUntil: number; probing: boolean }

export const commandsTarget = once(
  'redis-commands-target',
  (): Target => ({ client: () => redis, awayUntil: 0, probing: false }),
)

/** True while calls fail without trying. It asks no server, so use it to skip work that needs Redis. */
export function isRedisAway(target: Target = commandsTarget): boolean {
  return target.client().status !== 'ready' || performance.now() < target.awayUntil || target.probing
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
    const work = target.probing
      ? writeProbe(target.client()).then(() => operation(target.client()))
      : operation(target.client())
    const answer = await withDeadline(work, budget, () => redisAway())
    target.awayUntil = 0
    return answer
  } catch (error) {
    if (!isAway(error)) throw error
    // When only the rest of this request's budget ran out, Redis may still be well.
    if (budget === REDIS_BUDGET || !hasCode(error, 'redis_away')) target.awayUntil = performance.now() + AWAY_FOR
    throw redisAway(error)
  } finally {
    target.probing = false
    if (context) context.redisBudget -= performance.now() - began
  }
}

/** A server that has no disk, no replicas or no memory refuses to write, and goes on reading. So a probe has to write. */
export async function writeProbe(client: Redis): Promise<void> {
  await client.set(probeKey, '1', 'EX', 60)
}

/** Whatever fails that is no answer of Redis to a mistake of ours. */
function isAway(error: unknown): boolean {
  return isRedisTrouble(error) || !(error instanceof Error && isReply(error))
}

function redisAway(cause?: unknown): AppError {
  return new AppError('redis_away', 'Live delivery is resting for a moment.', { retryAfter: 1, cause })
}
