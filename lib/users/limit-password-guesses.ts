import { createHash } from 'node:crypto'
import { limitSubject } from '@/lib/http/network-address'
import { countUses, type Use } from '@/lib/http/rate-limits'
import { query } from '@/lib/postgres/query'
import { statement, text } from '@/lib/postgres/statement'
import { isDeviceOf } from '@/lib/session/device-cookie'
import type { Client } from './sessions'

/** The account with this e-mail address, if there is one that can be signed in to. */
type Target = { email: string; user: { id: bigint; passwordHash: string | null } | undefined }

/**
 * Where the latest sessions of the account with the e-mail address `$1` began. They are few, so that somebody who had an earlier
 * password has not made many sources known.
 */
const KNOWN_ADDRESSES = statement(
  'addresses-of-account',
  { ip: text() },
  `SELECT ip FROM "Session" WHERE "userId" = (SELECT id FROM "User" WHERE lower(email) = lower($1))
   ORDER BY "createdAt" DESC LIMIT 30`,
)

/**
 * Counts one guess at the password of an account, whether or not the account exists. Throws `rate_limited`. Returns what was
 * counted, to take it back when the password was right.
 *
 * Guesses count for the account and their source, so that nobody can lock the owner out from elsewhere. A device on which the
 * owner has signed in counts for itself: neither others in its network nor strangers are in its way. Sources where the account
 * never had a session have a limit in common, so that guessing from many of them is not faster.
 */
export async function limitPasswordGuesses({ email, user }: Target, client: Client): Promise<Use[]> {
  const { address, devices } = client
  const account = subjectOf(email.toLowerCase())
  const device = user && devices.find((one) => isDeviceOf(one, user))
  if (device) return countUses(guessesOf(`${account}:${device.id}`), address)
  const source = limitSubject(address)
  // `countAttempt` has counted the attempt for a device, but not for one of this account.
  const attempt: Use[] = devices.length > 0 ? [{ limit: 'sign-in', subject: source }] : []
  const known = (await query(KNOWN_ADDRESSES, [email])).some(({ ip }) => limitSubject(ip) === source)
  const strangers: Use[] = known ? [] : [{ limit: 'sign-in-strangers', subject: account }]
  return countUses([...attempt, ...guessesOf(`${account}:${source}`), ...strangers], address)
}

/**
 * The same for guesses at the current password in an open session. They count for the session: those of others are not in its
 * way, and it takes a right password to begin another one.
 */
export function limitGuessesOfSession(sessionId: string, address: string): Promise<Use[]> {
  return countUses(guessesOf(`session:${subjectOf(sessionId)}`), address)
}

function guessesOf(subject: string): Use[] {
  return [
    { limit: 'sign-in-account', subject },
    { limit: 'sign-in-account-hour', subject },
  ]
}

/** Hashed, because operators can read the keys in Redis. */
const subjectOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')
