import { hash, verify } from '@node-rs/argon2'
import pLimit from 'p-limit'
import { AppError } from '@/lib/process/errors'
import { once } from '@/lib/process/once'
import { normalizePassword } from '@/lib/shared/passwords'

/** OWASP's second choice for argon2id: 19 MiB, two passes, no parallelism. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each hash occupies a thread of Node's pool and 19 MiB. More at once would block DNS and file access, and use up memory. */
const AT_ONCE = 2
const MAX_WAITING = 100

const limit = once('password-limit', () => pLimit(AT_ONCE))

/** Compared when the account does not exist, so that the time of an answer does not show which accounts exist. */
const dummyHash = once('dummy-password-hash', () => hash('nobody has this password', OPTIONS))

/** Hashes the normalised password. Throws `overloaded` when too many hashes wait already. */
export function hashPassword(password: string): Promise<string> {
  return limited(() => hash(normalizePassword(password), OPTIONS))
}

/** `outdated`: right, but the stored hash is of a form that is not normalised, so it should be replaced. */
type Comparison = 'right' | 'outdated' | 'wrong'

/**
 * Compares a password with a stored hash. Also `wrong` when there is no stored hash; that takes as long as a real comparison.
 * Throws `overloaded`.
 */
export async function comparePassword(stored: string | null, password: string): Promise<Comparison> {
  const reference = stored ?? (await dummyHash)
  let right: Comparison = 'right'
  for (const form of formsOf(password)) {
    if ((await limited(() => verify(reference, form))) && stored !== null) return right
    right = 'outdated'
  }
  return 'wrong'
}

/** True when the password is right. Throws `overloaded`. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  return (await comparePassword(stored, password)) !== 'wrong'
}

/**
 * The forms that may have been hashed, the normalised one first. The others are for hashes from before passwords were
 * normalised, of what some keyboard typed. An ASCII password has one form.
 */
function formsOf(password: string): Set<string> {
  return new Set([normalizePassword(password), password, password.normalize('NFC'), password.normalize('NFD')])
}

async function limited<T>(work: () => Promise<T>): Promise<T> {
  if (limit.pendingCount >= MAX_WAITING) {
    throw new AppError('overloaded', 'Many people are signing in right now. Please try again.', { retryAfter: 3 })
  }
  return limit(work)
}
