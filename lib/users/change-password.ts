import type { z } from 'zod'
import { endStreams } from '@/lib/delivery/end-streams'
import { mutate } from '@/lib/mutation/mutate'
import { query, type Tx } from '@/lib/postgres/db'
import { AppError } from '@/lib/process/errors'
import { hashPassword, isPassword } from '@/lib/session/passwords'
import type { Viewer } from '@/lib/session/viewer'
import type { newPasswordSchema } from '@/lib/shared/schemas'
import { spendGuess } from './limit-password-guesses'
import { endOthers } from './sessions'

type Change = z.infer<typeof newPasswordSchema>

/**
 * Replaces the viewer's password and ends all their other sessions. Needs the current one, also of somebody who holds an
 * open session; guesses count against the account as guesses at the sign-in do.
 */
export async function changePassword(viewer: Viewer, change: Change, address: string): Promise<void> {
  const [known] = await query<{ email: string; passwordHash: string | null }>(
    `SELECT email, "passwordHash" FROM "User" WHERE id = $1`,
    [viewer.id],
  )
  if (!known) throw wrongPassword()
  await spendGuess(known.email, address)
  if (!(await isPassword(known.passwordHash, change.currentPassword))) throw wrongPassword()
  const hash = await hashPassword(change.newPassword)
  const ended = await mutate(({ tx }) => replace(tx, viewer, { from: known.passwordHash, to: hash }))
  await endStreams(viewer.id, ended)
}

/**
 * Only while the password that was proven still stands: of two changes at once one must fail. First the person, then the
 * sessions: a session begun with the old password meanwhile holds the person's row, and is seen once it lets go.
 */
async function replace(tx: Tx, viewer: Viewer, { from, to }: { from: string | null; to: string }): Promise<string[]> {
  const changed = await tx.$executeRaw`
    UPDATE "User" SET "passwordHash" = ${to} WHERE id = ${viewer.id} AND "passwordHash" = ${from}`
  if (changed === 0) throw wrongPassword()
  return endOthers(tx, viewer)
}

function wrongPassword(): AppError {
  return new AppError('wrong_password', 'That is not your current password.', {
    fields: { currentPassword: 'is not right' },
  })
}
