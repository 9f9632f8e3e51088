import type { Tx } from '@/lib/postgres/db'
import { LIMITS } from '@/lib/shared/limits'
import { splitAtMentions } from '@/lib/shared/mentions'
import { isActiveAccount } from '@/lib/users/user-sql'

/** The handles that a text names, in lower case and each once. Only the first twenty count: a text is no mailing list. */
export function handlesIn(text: string): string[] {
  const named = splitAtMentions(text).flatMap(({ handle }) => (handle === undefined ? [] : [handle.toLowerCase()]))
  return [...new Set(named)].slice(0, LIMITS.mentions)
}

const STORE = `
  INSERT INTO "Mention" ("postId", "commentId", "userId")
  SELECT $1::bigint, $2::bigint, u.id FROM "User" u WHERE lower(u.handle) = ANY ($3::text[]) AND ${isActiveAccount('u')}
  ON CONFLICT DO NOTHING`

const FORGET = `
  DELETE FROM "Mention" m USING "User" u
  WHERE m."postId" = $1 AND m."commentId" IS NULL AND u.id = m."userId" AND lower(u.handle) <> ALL ($2::text[])`

type Source = { postId: bigint; commentId?: bigint; text: string }

/** Stores whom a post, or a comment on it, names. A name that nobody has is only text. Repeatable. */
export async function storeMentions(tx: Tx, { postId, commentId, text }: Source): Promise<void> {
  const handles = handlesIn(text)
  if (handles.length > 0) await tx.$executeRawUnsafe(STORE, postId, commentId ?? null, handles)
}

/** Brings the mentions of a post in line with its edited text. Who is still named stays as they were. */
export async function replaceMentions(tx: Tx, { postId, text }: Source): Promise<void> {
  await tx.$executeRawUnsafe(FORGET, postId, handlesIn(text))
  await storeMentions(tx, { postId, text })
}
