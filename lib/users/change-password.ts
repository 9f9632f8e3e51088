import type { z } from 'zod'
import { endStreams } from '@/lib/delivery/end-streams'
import { takeBack } from '@/lib/http/rate-limits'
import { mutate } from '@/lib/mutation/mutate'
import type { Tx } from '@/lib/postgres/prisma'
import { query } from '@/lib/postgres/query'
import { nullable, statement, text } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import { makeDeviceCookie } from '@/lib/session/device-cookie'
import { hashPassword, isPassword } from '@/lib/session/passwords'
import type { Viewer } from '@/lib/session/viewer'
import type { newPasswordSchema } from '@/lib/shared/schemas'
import { limitGuessesOfSession } from './limit-password-guesses'
import { requireStrongPassword } from './require-strong-password'
import { type Client, markOthersEnded } from './sessions'

type PasswordChange = z.infer<typeof newPasswordSchema>
type Browser = Pick<Client, 'address' | 'devices'>

const PASSWORD = statement(
  'password-of-user',
  { handle: text(), email: text(), passwordHash: nullable(text()) },
  `SELECT handle, email, "passwordHash" FROM "User" WHERE id = $1`,
)

/**
 * Replaces the viewer's password and ends all their other sessions. Asks for the current password, so that somebody with a
 * stolen session cannot take the account. Guesses are limited like guesses at the sign-in, for each session. Returns a Set-Cookie line:
 * this device is known with the new password, and no other one is. Throws `rate_limited`, `wrong_password`, and `invalid` for a
 * new one that is easy to guess.
 */
export async function changePassword(viewer: Viewer, change: PasswordChange, browser: Browser): Promise<string> {
  const [user] = await query(PASSWORD, [viewer.id])
  if (!user) throw wrongPassword()
  const uses = await limitGuessesOfSession(viewer.sessionId, browser.address)
  if (!(await isPassword(user.passwordHash, change.currentPassword))) throw wrongPassword()
  await takeBack(uses, browser.address)
  await requireStrongPassword({ password: change.newPassword, owner: user, field: 'newPassword' })
  const hash = await hashPassword(change.newPassword)
  const ended = await mutate(({ tx }) => replaceHash(tx, viewer, { from: user.passwordHash, to: hash }))
  await endStreams(viewer.id, ended)
  const session = { id: viewer.sessionId, devices: browser.devices }
  return makeDeviceCookie({ id: viewer.id, passwordHash: hash }, session)
}

type Hashes = { from: string | null; to: string }

/**
 * Compares the hash again, so that of two changes at the same time one fails. The row of the user is written before the
 * sessions are read: a sign-in with the old password locks that row, so its new session is either seen here and ended, or
 * refused.
 */
async function replaceHash(tx: Tx, viewer: Viewer, { from, to }: Hashes): Promise<string[]> {
  const changed = await tx.$executeRaw`
    UPDATE "User" SET "passwordHash" = ${to} WHERE id = ${viewer.id} AND "passwordHash" = ${from}`
  if (changed === 0) throw wrongPassword()
  return markOthersEnded(tx, viewer)
}

function wrongPassword(): AppError {
  return new AppError('wrong_password', 'That is not your current password.', {
    fields: { currentPassword: 'is not right' },
  })
}
