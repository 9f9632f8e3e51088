import { createHash } from 'node:crypto'
import { countUse } from '@/lib/http/rate-limits'

/**
 * Counts one guess at the password of an account, whoever guesses and whether or not the account exists. Throws
 * `rate_limited`. The e-mail address is hashed, because operators can read the keys in Redis.
 */
export async function limitPasswordGuesses(email: string, address: string): Promise<void> {
  const subject = createHash('sha256').update(email.toLowerCase()).digest('base64url')
  await countUse('sign-in-account', subject, address)
}
