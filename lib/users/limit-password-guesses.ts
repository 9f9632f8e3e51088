import { createHash } from 'node:crypto'
import { spend } from '@/lib/http/rate-limits'

/**
 * Counts one guess at an account's password, whoever guesses and whether or not there is such an account. The address of
 * the account is hashed: keys in Redis are read by people who look after it.
 */
export async function spendGuess(email: string, address: string): Promise<void> {
  const subject = createHash('sha256').update(email.toLowerCase()).digest('base64url')
  await spend('sign-in-account', subject, address)
}
