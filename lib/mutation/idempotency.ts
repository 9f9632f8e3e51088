import { createHash } from 'node:crypto'
import type { Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'

const MAX_LENGTH = 255

/** Milliseconds for which a key is valid: 24 hours. Housekeeping removes older ones later. */
export const KEY_HOLDS = 24 * 60 * 60_000

/** Sent by a client so that a retried POST takes effect once. */
export type IdempotencyKey = { userId: bigint; key: string; bodyHash: string }

/** The key of a request, or null when it has none. The hash covers the address too, so a key is valid for one action only. */
export function readIdempotencyKey(request: Request, viewer: Viewer, body: unknown): IdempotencyKey | null {
  const key = request.headers.get('idempotency-key')
  if (key === null) return null
  if (key.length === 0 || key.length > MAX_LENGTH) {
    throw new AppError('malformed', `Idempotency-Key must have 1 to ${MAX_LENGTH} characters.`)
  }
  const target = `${request.method} ${new URL(request.url).pathname}`
  const bodyHash = createHash('sha256').update(target).update('\n').update(canonical(body)).digest('base64url')
  return { userId: viewer.id, key, bodyHash }
}

/** Ids in a checked body are bigints, which JSON.stringify cannot write. */
function canonical(body: unknown): string {
  return JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? String(value) : value)) ?? ''
}

/**
 * The stored answer of an earlier request with this key, or null when this one is the first in 24 hours. Locks the key until the
 * transaction ends: a parallel request gets `in_progress`. A request with another body gets `idempotency_key_reused`.
 */
export async function findAnswer<T>(tx: Tx, { userId, key, bodyHash }: IdempotencyKey): Promise<T | null> {
  const [lock] = await tx.$queryRaw<{ free: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`${userId}:${key}`}, 0)) AS free`
  if (!lock?.free) {
    throw new AppError('in_progress', 'The same request is still being worked on.', { retryAfter: 1 })
  }
  const [known] = await tx.$queryRaw<{ bodyHash: string; response: unknown; over: boolean }[]>`
    SELECT "bodyHash", response, "createdAt" < now() - make_interval(secs => ${KEY_HOLDS / 1000}) AS over
    FROM "IdempotencyKey" WHERE "userId" = ${userId} AND key = ${key}`
  if (!known) return null
  if (known.over) {
    await tx.idempotencyKey.delete({ where: { userId_key: { userId, key } } })
    return null
  }
  if (known.bodyHash !== bodyHash) {
    throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used for another request.')
  }
  return known.response as T
}

/** Stores the answer in the transaction of its facts: after a crash there are both or neither. */
export async function rememberAnswer(tx: Tx, key: IdempotencyKey, answer: object): Promise<void> {
  await tx.idempotencyKey.create({ data: { ...key, response: answer } })
}
