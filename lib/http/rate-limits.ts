import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { env, siteIsLoopback } from '@/lib/process/env'
import { AppError } from '@/lib/process/errors'
import { once } from '@/lib/process/once'
import { redis, tryRedis } from '@/lib/redis/client'
import { limitKey } from '@/lib/redis/keys'
import { isLoopback } from './network-address'

const MINUTE = 60
const HOUR = 3600
const DAY = 24 * HOUR

/** `points`: how many uses are allowed in `duration` seconds. */
const RATES = {
  'sign-up': { points: env.LIMIT_SIGN_UP_PER_HOUR, duration: HOUR },
  'sign-in': { points: env.LIMIT_SIGN_IN_PER_MINUTE, duration: MINUTE },
  'sign-in-account': { points: env.LIMIT_SIGN_IN_ACCOUNT_PER_MINUTE, duration: MINUTE },
  'sign-in-account-hour': { points: env.LIMIT_SIGN_IN_ACCOUNT_PER_HOUR, duration: HOUR },
  'sign-in-strangers': { points: env.LIMIT_SIGN_IN_STRANGERS_PER_HOUR, duration: HOUR },
  'sign-in-provider': { points: env.LIMIT_SIGN_IN_PER_MINUTE, duration: MINUTE },
  session: { points: env.LIMIT_SIGN_IN_PER_MINUTE, duration: MINUTE },
  write: { points: env.LIMIT_WRITES_PER_MINUTE, duration: MINUTE },
  read: { points: env.LIMIT_READS_PER_MINUTE, duration: MINUTE },
  page: { points: env.LIMIT_PAGES_PER_MINUTE, duration: MINUTE },
  'page-ahead': { points: env.LIMIT_PAGES_PER_MINUTE, duration: MINUTE },
  stream: { points: env.LIMIT_STREAM_OPENS_PER_MINUTE, duration: MINUTE },
  'comment-on-post': { points: env.LIMIT_COMMENTS_PER_POST_PER_HOUR, duration: HOUR },
  'friend-request': { points: env.LIMIT_REQUESTS_PER_PERSON_PER_HOUR, duration: HOUR },
  'add-place': { points: env.LIMIT_PLACES_PER_DAY, duration: DAY },
} as const

export type Limit = keyof typeof RATES

/** One use of a limit. `subject`: whom it counts for. `cost`: as how many it counts, if it is not one. */
export type Use = { limit: Limit; subject: string; cost?: number }

type LimiterPair = { shared: RateLimiterRedis; own: RateLimiterMemory }

const limiters = once('limiters', () => new Map<Limit, LimiterPair>())

/**
 * Counts one use of a limit and throws `rate_limited` when there are too many. All processes share the count in Redis. While
 * Redis is away each process counts for itself, at a tenth of the rate: people can still sign in, and guessing passwords
 * stays slow. The limits do not apply to this machine while the site can only be reached from it.
 */
export async function countUse(limit: Limit, subject: string, address: string): Promise<void> {
  await countUses([{ limit, subject }], address)
}

async function count({ limit, subject, cost = 1 }: Use): Promise<void> {
  const { shared, own } = limiterOf(limit)
  const inRedis = await tryRedis(() => consume(shared, subject, cost), 'away' as const)
  const wait = inRedis === 'away' ? await consume(own, subject, cost) : inRedis
  if (wait > 0) throw new AppError('rate_limited', 'That was a bit much. Please wait a moment.', { retryAfter: wait })
}

/** Counts several uses, in their order, up to the first that is refused. Returns them, for `takeBack`. */
export async function countUses(uses: Use[], address: string): Promise<Use[]> {
  if (!isExempt(address)) for (const use of uses) await count(use)
  return uses
}

/** Takes uses back that should not count after all. While Redis is away each process takes back what it counts itself. */
export async function takeBack(uses: Use[], address: string): Promise<void> {
  if (isExempt(address)) return
  for (const { limit, subject, cost = 1 } of uses) {
    const { shared, own } = limiterOf(limit)
    const inRedis = await tryRedis(() => shared.reward(subject, cost), 'away' as const)
    if (inRedis === 'away') await own.reward(subject, cost)
  }
}

/** No limit applies to this machine while the site can only be reached from it. */
export const isExempt = (address: string) => siteIsLoopback && isLoopback(address)

/** Returns the seconds to wait, or 0 when the use is allowed. */
async function consume(limiter: RateLimiterRedis | RateLimiterMemory, subject: string, cost: number): Promise<number> {
  try {
    await limiter.consume(subject, cost)
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
    throw refusal
  }
}

function limiterOf(limit: Limit): LimiterPair {
  const known = limiters.get(limit)
  if (known) return known
  const { points, duration } = RATES[limit]
  const pair = {
    shared: new RateLimiterRedis({ storeClient: redis, keyPrefix: limitKey(limit), points, duration }),
    own: new RateLimiterMemory({ points: Math.max(1, Math.floor(points / 10)), duration }),
  }
  limiters.set(limit, pair)
  return pair
}
