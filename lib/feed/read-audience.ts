import { query } from '@/lib/postgres/db'
import { areFriends } from '@/lib/visibility/relation-sql'

/** Recipients per script run: long enough to be cheap, short enough not to hold up Redis (about 2 ms). */
export const CHUNK = 1000

/** A range of recipient ids: after (excluded) to last (included). Never a chunk number: membership moves between two runs. */
export type Range = { after: bigint; last: bigint | null }

const NOT_KEPT_APART = `
  fo."followerId" NOT IN (SELECT "otherId" FROM "Block" WHERE "userId" = $1)
  AND fo."followerId" NOT IN (SELECT "userId" FROM "Block" WHERE "otherId" = $1)
  AND fo."followerId" NOT IN (SELECT "userId" FROM "Mute" WHERE "otherId" = $1)`

/** The author joins in at their place. The inner LIMIT keeps each chunk from reading all followers that are left. */
const followers = (name: string, condition: string) => ({
  name,
  text: `(SELECT fo."followerId" AS id FROM "Follow" fo
          WHERE fo."followeeId" = $1 AND fo."followerId" > $2 AND ($3::bigint IS NULL OR fo."followerId" <= $3) AND ${condition}
          ORDER BY id LIMIT ${CHUNK})
         UNION ALL SELECT $1::bigint WHERE $1 > $2 AND ($3::bigint IS NULL OR $1 <= $3)
         ORDER BY id LIMIT ${CHUNK}`,
})

const ALLOWED = {
  public: followers('audience-public', NOT_KEPT_APART),
  friends: followers('audience-friends', `${areFriends('fo."followerId"', '$1')} AND ${NOT_KEPT_APART}`),
  only_me: followers('audience-only-me', 'false'),
}
const EVERYBODY = followers('audience-everybody', 'true')

/**
 * The ids of the next followers (and the author) in order who may see a post of this audience: not blocked either way,
 * not muting. At most CHUNK.
 */
export async function readAudience(authorId: bigint, audience: string, { after, last }: Range): Promise<bigint[]> {
  const statement = ALLOWED[audience as keyof typeof ALLOWED]
  return (await query<{ id: bigint }>(statement, [authorId, after, last])).map((row) => row.id)
}

/** Who may see it now, and what of them needs no telling. */
type Reach = { audience: string; before?: string | null }

export type Recipients = { ids: bigint[]; last: bigint | undefined; more: boolean }

/**
 * The same as a range to deliver to: without those who could see the post before it was widened. `last` ends the range,
 * also when nobody of it is left to deliver to.
 */
export async function readRecipients(authorId: bigint, { audience, before }: Reach, range: Range): Promise<Recipients> {
  const readers = await readAudience(authorId, audience, range)
  const last = readers.at(-1)
  const more = readers.length === CHUNK
  if (!before || last === undefined) return { ids: readers, last, more }
  const had = new Set(await readAudience(authorId, before, { after: range.after, last }))
  return { ids: readers.filter((id) => !had.has(id)), last, more }
}

/** The next followers and the author, whatever they may see: for telling that something is gone. */
export async function readFollowers(authorId: bigint, { after, last }: Range): Promise<bigint[]> {
  return (await query<{ id: bigint }>(EVERYBODY, [authorId, after, last])).map((row) => row.id)
}
