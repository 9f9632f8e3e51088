import { hash, verify } from '@node-rs/argon2'
import { Slots } from '@/lib/async/semaphore'
import { AppError } from '@/lib/process/errors'
import { once } from '@/lib/process/once'

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each hash takes a thread of the pool and 19 MiB; more at once would starve DNS and files, and memory. */
const AT_ONCE = 2
const MAX_WAITING = 100

const turns = once('password-turns', () => new Slots(AT_ONCE))

/** Compared when the account does not exist, so that unknown and known accounts take the same time. */
const nobody = once('password-of-nobody', () => hash('nobody has this password', OPTIONS))

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, OPTIONS))
}

/** False also when there is no password to compare with; takes as long as a real comparison. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const reference = stored ?? (await nobody)
  const same = await inTurn(() => verify(reference, password))
  return same && stored !== null
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (turns.inLine >= MAX_WAITING) {
    throw new AppError('overloaded', 'Many people are signing in right now. Please try again.', { retryAfter: 3 })
  }
  return turns.run(work)
}
