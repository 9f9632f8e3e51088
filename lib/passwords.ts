import { hash, verify } from '@node-rs/argon2'
import { AppError } from './errors'
import { once } from './process'

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each hash takes a thread of the pool and 19 MiB; more at once would starve DNS and files, and memory. */
const AT_ONCE = 2
const MAX_WAITING = 100

const gate = once('password-semaphore', () => ({ running: 0, waiting: [] as (() => void)[] }))

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
  if (gate.waiting.length >= MAX_WAITING) {
    throw new AppError('overloaded', 'Many people are signing in right now. Please try again.', { retryAfter: 3 })
  }
  if (gate.running >= AT_ONCE) await new Promise<void>((resolve) => gate.waiting.push(resolve))
  else gate.running++
  try {
    return await work()
  } finally {
    // A waiter takes over the place without giving it back, so nobody can slip in between.
    const next = gate.waiting.shift()
    if (next) next()
    else gate.running--
  }
}
