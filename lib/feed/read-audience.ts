import { query } from '@/lib/postgres/query'
import { bigint, type Statement, statement } from '@/lib/postgres/statement'
import { AUDIENCES } from '@/lib/shared/schemas'
import type { Audience } from '@/lib/shared/views'
import { admits } from '@/lib/visibility/audience-rules'

/** Recipients per run of a script: enough to be cheap, few enough to keep Redis from other work for only about 2 ms. */
export const CHUNK = 1000

/**
 * A range of recipient ids: after (excluded) to last (included). A range is given by ids and never by the number of a
 * chunk, because followers come and go between two runs of a job.
 */
export type RecipientRange = { after: bigint; last: bigint | null }

const NOT_BLOCKED_OR_MUTING = `
  fo."followerId" NOT IN (SELECT "otherId" FROM "Block" WHERE "userId" = $1)
  AND fo."followerId" NOT IN (SELECT "userId" FROM "Block" WHERE "otherId" = $1)
  AND fo."followerId" NOT IN (SELECT "userId" FROM "Mute" WHERE "otherId" = $1)`

/**
 * The end of the range. PostgreSQL may keep one plan for all values. In that plan COALESCE still bounds the index scan, but
 * `$3 IS NULL OR ...` does not: a short range would read all followers that are left.
 */
const LAST = 'COALESCE($3::bigint, 9223372036854775807)'

/**
 * The followers of $1 who meet a condition, and $1, in the order of ids. The inner LIMIT keeps each chunk from reading all
 * followers that are left.
 */
const followers = (name: string, condition: string) =>
  statement(
    name,
    { id: bigint() },
    `(SELECT fo."followerId" AS id FROM "Follow" fo
      WHERE fo."followeeId" = $1 AND fo."followerId" > $2 AND fo."followerId" <= ${LAST} AND ${condition}
      ORDER BY id LIMIT ${CHUNK})
     UNION ALL SELECT $1::bigint WHERE $1 > $2 AND $1 <= ${LAST}
     ORDER BY id LIMIT ${CHUNK}`,
  )

const admitted = (audience: Audience) => {
  const post = { author: '$1', audience: `'${audience}'` }
  const condition = admits(audience, { post, viewer: 'fo."followerId"' })
  return followers(`audience-${audience}`, `${condition} AND ${NOT_BLOCKED_OR_MUTING}`)
}

/** One statement per audience: PostgreSQL plans each for its own condition. */
const ADMITTED = Object.fromEntries(AUDIENCES.map((audience) => [audience, admitted(audience)])) as Record<
  Audience,
  Statement<{ id: bigint }>
>
const ALL_FOLLOWERS = followers('all-followers', 'true')

/** Whose posts, and which audience they have. */
type Posts = { authorId: bigint; audience: Audience }

/**
 * The ids of the next followers who may see a post of this audience, with the author among them, in order: not blocked
 * either way, not muting. At most CHUNK.
 */
export async function readAudience({ authorId, audience }: Posts, { after, last }: RecipientRange): Promise<bigint[]> {
  return (await query(ADMITTED[audience], [authorId, after, last])).map(({ id }) => id)
}

/** The next followers and the author, whatever they may see: some of them may have to be sent that a post is gone. */
export async function readFollowers(authorId: bigint, { after, last }: RecipientRange): Promise<bigint[]> {
  return (await query(ALL_FOLLOWERS, [authorId, after, last])).map(({ id }) => id)
}

export type Recipients = { ids: bigint[]; last: bigint | undefined; more: boolean }

/**
 * The recipients of a post in a range: its audience, without those who could see it already when its audience was
 * `before`. `last` ends the range, also when nobody is left in it.
 */
export async function readRecipients(
  post: Posts,
  { range, before }: { range: RecipientRange; before?: Audience | null },
): Promise<Recipients> {
  const readers = await readAudience(post, range)
  const last = readers.at(-1)
  const more = readers.length === CHUNK
  if (!before || last === undefined) return { ids: readers, last, more }
  const had = new Set(await readAudience({ ...post, audience: before }, { after: range.after, last }))
  return { ids: readers.filter((id) => !had.has(id)), last, more }
}
