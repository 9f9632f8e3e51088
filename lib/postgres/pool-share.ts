import pLimit from 'p-limit'
import { env } from '@/lib/process/env'
import { AppError } from '@/lib/process/errors'
import { once } from '@/lib/process/once'

/**
 * The most that kinds of work may use of the pool, in tenths. They leave two for all other statements, so that pages and sessions
 * are read while writes wait for a locked row and searches are slow. Signing in and out does not wait for other writes. A pool of
 * less than five connections cannot be shared like that: each kind has one.
 */
const SHARES = { writes: 4, sessions: 2, searches: 2 } as const

export type Share = keyof typeof SHARES

/** Milliseconds. What waits longer than this for its share is refused. */
const PATIENCE = 3_000

const limits = once('pool-shares', () => new Map<Share, ReturnType<typeof pLimit>>())

/** Does work in its share of the pool, when there is room. Throws `overloaded` when there was none for too long. */
export function inShare<T>(share: Share, work: () => Promise<T>): Promise<T> {
  const asked = performance.now()
  return limitOf(share)(() => {
    if (performance.now() - asked > PATIENCE) {
      throw new AppError('overloaded', 'Carillon has a lot to do right now. Please try again.', { retryAfter: 3 })
    }
    return work()
  })
}

function limitOf(share: Share) {
  const known = limits.get(share)
  if (known) return known
  const made = pLimit(Math.max(1, Math.floor((env.DATABASE_POOL * SHARES[share]) / 10)))
  limits.set(share, made)
  return made
}
