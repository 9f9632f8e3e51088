import { Prisma, type Tx } from '@/lib/postgres/prisma'
import { AppError } from '@/lib/process/errors'
import { LIMITS } from '@/lib/shared/limits'
import { handlesIn } from '@/lib/shared/text/split-text'
import { isActiveAccount } from '@/lib/users/user-sql'

/** Without `commentId` it is the text of the post. */
type Source = { postId: bigint; commentId?: bigint; text: string }

/**
 * Stores whom a post or a comment mentions, and returns the handles of those who are new. Handles that belong to nobody are
 * ignored. Idempotent. Throws `invalid` for a text with more than LIMITS.mentions handles, so that no text notifies a crowd.
 */
export async function storeMentions(tx: Tx, { postId, commentId, text }: Source): Promise<string[]> {
  const handles = requireFewHandles(text)
  if (handles.length === 0) return []
  const rows = await tx.$queryRaw<{ handle: string }[]>`
    WITH added AS (INSERT INTO "Mention" ("postId", "commentId", "userId")
    SELECT ${postId}::bigint, ${commentId ?? null}::bigint, u.id FROM "User" u
    WHERE lower(u.handle) = ANY (${handles}::text[]) AND ${Prisma.raw(isActiveAccount('u'))}
    ON CONFLICT DO NOTHING RETURNING id, "userId")
    SELECT u.handle FROM added JOIN "User" u ON u.id = added."userId" ORDER BY added.id`
  return rows.map(({ handle }) => handle)
}

function requireFewHandles(text: string): string[] {
  const handles = handlesIn(text)
  if (handles.length <= LIMITS.mentions) return handles
  const message = `A text can name ${LIMITS.mentions} people. This one names ${handles.length}.`
  throw new AppError('invalid', message, {
    fields: { text: `names ${handles.length} people, and can name ${LIMITS.mentions}` },
  })
}

/** Reconciles the mentions of a post with its edited text. The rows of users who are still mentioned stay. */
export async function replaceMentions(tx: Tx, { postId, text }: { postId: bigint; text: string }): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "Mention" m USING "User" u
    WHERE m."postId" = ${postId} AND m."commentId" IS NULL AND u.id = m."userId"
      AND lower(u.handle) <> ALL (${handlesIn(text)}::text[])`
  await storeMentions(tx, { postId, text })
}
