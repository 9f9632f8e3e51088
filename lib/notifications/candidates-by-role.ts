import { query } from '@/lib/postgres/query'
import { bigint, statement } from '@/lib/postgres/statement'
import { type Cause, type CauseTraits, kindOf, type RecipientRole } from '@/lib/shared/notification-kinds'
import { CANDIDATES_PER_CHUNK, type Candidate, typesOf } from './candidate'

/**
 * The people who may have a role. $1 the actor, $2 the post, $3 the comment. Some of them may not have it: that is decided
 * later, by the facts. A role that is missing here belongs to one person, whose id is in the event.
 */
const PEOPLE: Partial<Record<RecipientRole, string>> = {
  mentioned: `SELECT "userId" AS id FROM "Mention" WHERE "postId" = $2 AND "commentId" IS NOT DISTINCT FROM $3::bigint`,
  participants: `SELECT "authorId" AS id FROM "Comment" WHERE "postId" = $2 AND id < $3::bigint AND "deletedAt" IS NULL`,
  commenters: `SELECT "authorId" AS id FROM "Comment" WHERE "postId" = $2 AND "deletedAt" IS NULL`,
  author: `SELECT "authorId" AS id FROM "Post" WHERE id = $2`,
  friends: `SELECT "highId" AS id FROM "Friendship" WHERE "lowId" = $1 AND "acceptedAt" IS NOT NULL
    UNION ALL SELECT "lowId" FROM "Friendship" WHERE "highId" = $1 AND "acceptedAt" IS NOT NULL`,
  subscribers: `SELECT "followerId" AS id FROM "Follow" WHERE "followeeId" = $1 AND notify`,
}

/** The people who have a notification of the comment already: it is retracted when the comment is deleted. */
const EXISTING = `SELECT "recipientId" AS id FROM "NotificationEvent" WHERE "commentId" = $3`

/** A post or a comment that may notify people: a candidate without its recipient. */
export type PostCause = {
  cause: Cause
  actorId: bigint
  postId: bigint
  commentId: bigint | null
  /** The roles in which people are looked for. */
  roles: RoleList
}

/** The roles of the recipients of all kinds of notification that this cause can lead to. */
function rolesOf(cause: Cause, traits: CauseTraits): RecipientRole[] {
  const kinds = typesOf(cause).map(kindOf)
  return kinds.filter(({ onlyIf }) => !onlyIf || onlyIf(traits)).map(({ recipients }) => recipients)
}

/** $4 the person after whom the chunk begins. Each part has the limit, so that no part reads all the people who are left. */
function chunkOf(roles: RecipientRole[]) {
  const parts = [...roles.flatMap((role) => PEOPLE[role] ?? []), EXISTING]
  const next = parts.map((part) => {
    return `(SELECT DISTINCT id FROM (${part}) p WHERE id > $4 ORDER BY id LIMIT ${CANDIDATES_PER_CHUNK})`
  })
  // The condition is always true. It uses all parameters, so that each statement can be called with the same ones.
  return statement(
    `candidates-${roles.join('-')}`,
    { id: bigint() },
    `SELECT DISTINCT id FROM (${next.join(' UNION ALL ')}) people
     WHERE $1::bigint IS NOT NULL AND $2::bigint IS NOT NULL ORDER BY id LIMIT ${CANDIDATES_PER_CHUNK}`,
  )
}

const CHUNKS = {
  post: chunkOf(rolesOf('post', { checkIn: false })),
  checkIn: chunkOf(rolesOf('post', { checkIn: true })),
  comment: chunkOf(rolesOf('comment', { checkIn: false })),
  mentioned: chunkOf(['mentioned']),
  widening: chunkOf(rolesOf('widening', { checkIn: false })),
}

/** All roles that a post, a check-in, a comment or a wider audience may notify, or only those who are mentioned. */
type RoleList = keyof typeof CHUNKS

/**
 * The people who may have one of these roles, or have a notification of the comment already; in chunks, ordered by id.
 */
export async function* candidatesByRole(about: PostCause): AsyncGenerator<Candidate[]> {
  const { cause, actorId, postId, commentId, roles } = about
  for (let after = 0n; ; ) {
    const people = await query(CHUNKS[roles], [actorId, postId, commentId, after])
    const last = people.at(-1)
    if (!last) return
    yield people.map(({ id }) => ({ cause, recipientId: id, actorId, postId, commentId }))
    if (people.length < CANDIDATES_PER_CHUNK) return
    after = last.id
  }
}
