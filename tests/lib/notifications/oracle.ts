import { query } from '@/lib/postgres/db'

const friends = (a: string, b: string) => `EXISTS (SELECT 1 FROM "Friendship" f
  WHERE f."lowId" = LEAST(${a}, ${b}) AND f."highId" = GREATEST(${a}, ${b}) AND f."acceptedAt" IS NOT NULL)`
const either = (table: 'Block' | 'Mute', a: string, b: string) => `EXISTS (SELECT 1 FROM "${table}" x
  WHERE (x."userId", x."otherId") IN ((${a}, ${b}), (${b}, ${a})))`

/** Whether the post of the event may be seen by whom it was told. */
const SEEN = `EXISTS (SELECT 1 FROM "Post" p WHERE p.id = e."postId" AND p."deletedAt" IS NULL
  AND (p."authorId" = e."recipientId" OR NOT ${either('Block', 'p."authorId"', 'e."recipientId"')}
    AND (p.audience = 'public' OR p.audience = 'friends' AND ${friends('p."authorId"', 'e."recipientId"')})))`

const POST_OF_ACTOR = `e."commentId" IS NULL AND EXISTS (SELECT 1 FROM "Post" p WHERE p.id = e."postId" AND p."authorId" = e."actorId")`
const COMMENT_OF_ACTOR = `EXISTS (SELECT 1 FROM "Comment" c
  WHERE c.id = e."commentId" AND c."postId" = e."postId" AND c."authorId" = e."actorId" AND c."deletedAt" IS NULL)`
const OWN_POST = `EXISTS (SELECT 1 FROM "Post" p WHERE p.id = e."postId" AND p."authorId" = e."recipientId")`
const friendship = (asker: string, accepted: string) => `EXISTS (SELECT 1 FROM "Friendship" f
  WHERE f."lowId" = LEAST(e."actorId", e."recipientId") AND f."highId" = GREATEST(e."actorId", e."recipientId")
    AND f."requestedById" = ${asker} AND f."acceptedAt" IS ${accepted})`

/** When an event of a type may count, besides that its post is seen and its people are not apart. */
const HOLDS: Record<string, string> = {
  like: `${OWN_POST} AND EXISTS (SELECT 1 FROM "Like" l WHERE l."postId" = e."postId" AND l."userId" = e."actorId")`,
  follow: `EXISTS (SELECT 1 FROM "Follow" w WHERE w."followerId" = e."actorId" AND w."followeeId" = e."recipientId")`,
  friend_request: friendship('e."actorId"', 'NULL'),
  friend_accepted: friendship('e."recipientId"', 'NOT NULL'),
  comment: `${COMMENT_OF_ACTOR} AND ${OWN_POST}`,
  reply: COMMENT_OF_ACTOR,
  mention: `(${POST_OF_ACTOR} OR ${COMMENT_OF_ACTOR}) AND EXISTS (SELECT 1 FROM "Mention" m
    WHERE m."postId" = e."postId" AND m."commentId" IS NOT DISTINCT FROM e."commentId" AND m."userId" = e."recipientId")`,
  new_post: POST_OF_ACTOR,
  check_in: `${POST_OF_ACTOR} AND EXISTS (SELECT 1 FROM "Post" p WHERE p.id = e."postId" AND p.verb IS NOT NULL)`,
}

const UNTRUE = `
  SELECT e.type || ' for ' || r.name || ' by ' || a.name || ' (' || COALESCE(e."commentId", e."postId", 0) || ')' AS told
  FROM "NotificationEvent" e JOIN "User" r ON r.id = e."recipientId" JOIN "User" a ON a.id = e."actorId"
  WHERE e."retractedAt" IS NULL AND NOT (
    e."actorId" <> e."recipientId" AND (e."postId" IS NULL OR ${SEEN})
    AND NOT ${either('Block', 'e."actorId"', 'e."recipientId"')} AND NOT ${either('Mute', 'e."actorId"', 'e."recipientId"')}
    AND CASE e.type ${Object.entries(HOLDS)
      .map(([type, holds]) => `WHEN '${type}' THEN ${holds}`)
      .join(' ')} ELSE false END)`

/** Events that count although their cause is gone or hidden, or their people are apart. */
export async function wrongNotifications(): Promise<string[]> {
  return (await query<{ told: string }>(UNTRUE)).map(({ told }) => told)
}

/** Causes of which somebody has more than one row. */
export async function notifiedTwice(): Promise<string[]> {
  const rows = await query<{ told: string }>(
    `SELECT "recipientId" || ' of ' || string_agg(type, ', ') AS told FROM "NotificationEvent" WHERE "retractedAt" IS NULL
     GROUP BY "recipientId", "actorId", COALESCE("commentId", "postId", 0), type IN ('like'), type IN ('follow')
     HAVING count(*) > 1`,
  )
  return rows.map(({ told }) => told)
}

const event = (types: string, recipient: string, actor: string, object = 'true') => `EXISTS (
  SELECT 1 FROM "NotificationEvent" e WHERE e.type IN (${types}) AND e."recipientId" = ${recipient}
    AND e."actorId" = ${actor} AND ${object} AND e."retractedAt" IS NULL)`

/** $1 people who never parted, $2 posts that were always there, $3 `<post>:<user>` of threads that somebody muted. */
const UNTOLD = `
  SELECT 'like of ' || p.id AS missing FROM "Like" l JOIN "Post" p ON p.id = l."postId"
  WHERE l."userId" <> p."authorId" AND p.id = ANY ($2::bigint[]) AND l."userId" = ANY ($1::bigint[])
    AND p."authorId" = ANY ($1::bigint[]) AND p.id || ':' || p."authorId" <> ALL ($3::text[])
    AND NOT ${event(`'like'`, 'p."authorId"', 'l."userId"', 'e."postId" = p.id')}
  UNION ALL SELECT 'comment ' || c.id FROM "Comment" c JOIN "Post" p ON p.id = c."postId"
  WHERE c."deletedAt" IS NULL AND c."authorId" <> p."authorId" AND p.id = ANY ($2::bigint[]) AND c."authorId" = ANY ($1::bigint[])
    AND p."authorId" = ANY ($1::bigint[]) AND p.id || ':' || p."authorId" <> ALL ($3::text[])
    AND NOT ${event(`'mention', 'reply', 'comment'`, 'p."authorId"', 'c."authorId"', 'e."commentId" = c.id')}
  UNION ALL SELECT 'mention in ' || m."postId" FROM "Mention" m JOIN "Post" p ON p.id = m."postId"
  WHERE m."commentId" IS NULL AND m."userId" <> p."authorId" AND p.audience = 'public' AND p.id = ANY ($2::bigint[])
    AND m."userId" = ANY ($1::bigint[]) AND p."authorId" = ANY ($1::bigint[])
    AND NOT ${event(`'mention'`, 'm."userId"', 'p."authorId"', 'e."postId" = p.id AND e."commentId" IS NULL')}
  UNION ALL SELECT 'request of ' || f."requestedById" FROM "Friendship" f,
    LATERAL (SELECT CASE WHEN f."requestedById" = f."lowId" THEN f."highId" ELSE f."lowId" END AS id) other
  WHERE f."requestedById" = ANY ($1::bigint[]) AND other.id = ANY ($1::bigint[]) AND NOT CASE WHEN f."acceptedAt" IS NULL
    THEN ${event(`'friend_request'`, 'other.id', 'f."requestedById"')}
    ELSE ${event(`'friend_accepted'`, 'f."requestedById"', 'other.id')} END`

type Peace = { people: bigint[]; posts: string[]; troubled: string[] }

/** What must have been told and was not: among people who never parted, of posts that never changed. */
export async function missingNotifications({ people, posts, troubled }: Peace): Promise<string[]> {
  return (await query<{ missing: string }>(UNTOLD, [people, posts, troubled])).map(({ missing }) => missing)
}
