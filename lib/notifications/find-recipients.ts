import { query } from '@/lib/postgres/db'
import { type About, type Cause, type Concerned, kindOf } from '@/lib/shared/notification-kinds'
import { type Concern, typesOf } from './candidate'

/** People per transaction: enough to be cheap, few enough that nobody waits long for the lock of their row. */
export const CHUNK = 500

/**
 * Who may be concerned. $1 the actor, $2 the post, $3 the comment. Whether they really are, the facts say. People of the
 * other groups are named by the event itself.
 */
const PEOPLE: Partial<Record<Concerned, string>> = {
  mentioned: `SELECT "userId" AS id FROM "Mention" WHERE "postId" = $2 AND "commentId" IS NOT DISTINCT FROM $3::bigint`,
  participants: `SELECT "authorId" AS id FROM "Comment" WHERE "postId" = $2 AND id < $3::bigint AND "deletedAt" IS NULL`,
  author: `SELECT "authorId" AS id FROM "Post" WHERE id = $2`,
  friends: `SELECT "highId" AS id FROM "Friendship" WHERE "lowId" = $1 AND "acceptedAt" IS NOT NULL
    UNION ALL SELECT "lowId" FROM "Friendship" WHERE "highId" = $1 AND "acceptedAt" IS NOT NULL`,
  subscribers: `SELECT "followerId" AS id FROM "Follow" WHERE "followeeId" = $1 AND notify`,
}

/** Who was told of a comment already: they must hear that it is gone. */
const TOLD = `SELECT "recipientId" AS id FROM "NotificationEvent" WHERE "commentId" = $3`

/** What happened, whoever it may concern. */
export type Happening = { cause: Cause; actorId: bigint; postId: bigint; commentId: bigint | null; about: About }

/** Groups of people to whom a kind of this cause speaks. */
function peopleOf({ cause, about }: Happening): Concerned[] {
  const kinds = typesOf(cause).map(kindOf)
  return kinds.filter(({ only }) => !only || only(about)).map(({ to }) => to)
}

/** The inner limits keep each chunk from reading everybody who is left. All statements take the same values. */
function statement(groups: Concerned[]) {
  const parts = [...groups.flatMap((group) => PEOPLE[group] ?? []), TOLD]
  const next = parts.map((part) => `(SELECT DISTINCT id FROM (${part}) p WHERE id > $4 ORDER BY id LIMIT ${CHUNK})`)
  return {
    name: `concerned-${groups.join('-')}`,
    text: `SELECT DISTINCT id FROM (${next.join(' UNION ALL ')}) people
           WHERE $1::bigint IS NOT NULL AND $2::bigint IS NOT NULL ORDER BY id LIMIT ${CHUNK}`,
  }
}

/**
 * Everybody whom something may concern, in chunks in the order of ids. `among`: only these groups of people, and who was
 * told of it already.
 */
export async function* whomItConcerns(happening: Happening, among?: Concerned[]): AsyncGenerator<Concern[]> {
  const { cause, actorId, postId, commentId } = happening
  const groups = peopleOf(happening).filter((group) => !among || among.includes(group))
  const asked = statement(groups)
  for (let after = 0n; ; ) {
    const people = await query<{ id: bigint }>(asked, [actorId, postId, commentId, after])
    const last = people.at(-1)
    if (!last) return
    yield people.map(({ id }) => ({ cause, recipientId: id, actorId, postId, commentId }))
    if (people.length < CHUNK) return
    after = last.id
  }
}
