import { hash, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'
import { AppError } from '@/lib/process/errors'
import { once } from '@/lib/process/once'

/** OWASP's second choice for argon2id: 19 MiB, two passes, no parallelism. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each hash occupies a thread of Node's pool and 19 MiB. More at once would block DNS and file access, and use up memory. */
const AT_ONCE = 2
const MAX_WAITING = 100

const limit = once('password-limit', () => pLimit(AT_ONCE))

/** Compared when the account does not exist, so that the time of an answer does not show which accounts exist. */
const dummyHash = once('dummy-password-hash', () => hash('nobody has this password', OPTIONS))

/** Throws `overloaded` when too many hashes wait already. */
export function hashPassword(password: string): Promise<string> {
  return limited(() => hash(password, OPTIONS))
}

/** Also false when there is no stored password; that takes as long as a real comparison. Throws `overloaded`. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const reference = stored ?? (await dummyHash)
  const same = await limited(() => verify(reference, password))
  return same && stored !== null
}

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (limit.pendingCount >= MAX_WAITING) {
    throw new AppError('overloaded', 'Many people are signing in right now. Please try again.', { retryAfter: 3 })
  }
  return limit(work)
}
