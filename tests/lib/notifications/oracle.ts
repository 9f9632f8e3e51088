import { type Cause, type Kind, NOTIFICATION_KINDS, type RecipientRole } from '@/lib/shared/notification-kinds'
import { query } from '../../support/query'

/**
 * What must be true of stored events, in SQL of its own: nothing here uses the statements of lib/notifications. Only which
 * causes and roles a kind has is taken from the table of kinds, so that a new kind is checked too.
 */

const friends = (a: string, b: string) => `EXISTS (SELECT 1 FROM "Friendship" f
  WHERE f."lowId" = LEAST(${a}, ${b}) AND f."highId" = GREATEST(${a}, ${b}) AND f."acceptedAt" IS NOT NULL)`
const blocked = (a: string, b: string) => `EXISTS (SELECT 1 FROM "Block" x
  WHERE (x."userId", x."otherId") IN ((${a}, ${b}), (${b}, ${a})))`
const mutes = (a: string, b: string) => `EXISTS (SELECT 1 FROM "Mute" x WHERE x."userId" = ${a} AND x."otherId" = ${b})`

/** The recipient may see the post of the event. */
const VISIBLE = `EXISTS (SELECT 1 FROM "Post" p WHERE p.id = e."postId" AND p."deletedAt" IS NULL
  AND (p."authorId" = e."recipientId" OR NOT ${blocked('p."authorId"', 'e."recipientId"')}
    AND (p.audience = 'public' OR p.audience = 'friends' AND ${friends('p."authorId"', 'e."recipientId"')})))`

const friendship = (asker: string, accepted: string) => `EXISTS (SELECT 1 FROM "Friendship" f
  WHERE f."lowId" = LEAST(e."actorId", e."recipientId") AND f."highId" = GREATEST(e."actorId", e."recipientId")
    AND f."requestedById" = ${asker} AND f."acceptedAt" IS ${accepted})`

/** The cause of the event exists. */
const CAUSE_EXISTS: Record<Cause, string> = {
  post: `e."commentId" IS NULL AND EXISTS (SELECT 1 FROM "Post" p WHERE p.id = e."postId" AND p."authorId" = e."actorId")`,
  comment: `EXISTS (SELECT 1 FROM "Comment" c JOIN "Post" p ON p.id = c."postId"
    WHERE c.id = e."commentId" AND c."postId" = e."postId" AND c."authorId" = e."actorId" AND c."deletedAt" IS NULL
      AND NOT ${blocked('c."authorId"', 'p."authorId"')})`,
  widening: `EXISTS (SELECT 1 FROM "Post" p WHERE p.id = e."postId" AND p."authorId" = e."actorId" AND p."widenedAt" IS NOT NULL)`,
  like: `EXISTS (SELECT 1 FROM "Like" l WHERE l."postId" = e."postId" AND l."userId" = e."actorId")`,
  follow: `EXISTS (SELECT 1 FROM "Follow" w WHERE w."followerId" = e."actorId" AND w."followeeId" = e."recipientId")`,
  friendship: `EXISTS (SELECT 1 FROM "Friendship" f
    WHERE f."lowId" = LEAST(e."actorId", e."recipientId") AND f."highId" = GREATEST(e."actorId", e."recipientId"))`,
}

/** Friends wrote comment `c` for friends, and post `p` is for everybody since. */
const FOR_FEWER = `(c.audience = 'friends' AND p.audience = 'public' AND p."widenedAt" IS NOT NULL)`

/** The recipient has the role. */
const HAS_ROLE: Record<RecipientRole, string> = {
  mentioned: `EXISTS (SELECT 1 FROM "Mention" m
    WHERE m."postId" = e."postId" AND m."commentId" IS NOT DISTINCT FROM e."commentId" AND m."userId" = e."recipientId")`,
  participants: `EXISTS (SELECT 1 FROM "Comment" c WHERE c."postId" = e."postId" AND c."authorId" = e."recipientId"
    AND c.id < e."commentId" AND c."deletedAt" IS NULL)`,
  author: `EXISTS (SELECT 1 FROM "Post" p WHERE p.id = e."postId" AND p."authorId" = e."recipientId")`,
  commenters: `EXISTS (SELECT 1 FROM "Comment" c JOIN "Post" p ON p.id = c."postId" WHERE c."postId" = e."postId"
    AND c."authorId" = e."recipientId" AND c."deletedAt" IS NULL AND ${FOR_FEWER})`,
  friends: friends('e."actorId"', 'e."recipientId"'),
  subscribers: `EXISTS (SELECT 1 FROM "Follow" w
    WHERE w."followerId" = e."recipientId" AND w."followeeId" = e."actorId" AND w.notify)`,
  followed: 'true',
  asked: friendship('e."actorId"', 'NULL'),
  asker: friendship('e."recipientId"', 'NOT NULL'),
}

/** An event of this kind may count; besides, its post must be visible and its people not excluded. */
function mayCount({ causes, recipients, lasting, onlyIf }: Kind): string {
  const cause = causes.map((one) => CAUSE_EXISTS[one]).join(' OR ')
  const role = lasting ? 'true' : HAS_ROLE[recipients]
  const onlyCheckIns = onlyIf !== undefined && !onlyIf({ checkIn: false })
  const checkIn = onlyCheckIns
    ? `EXISTS (SELECT 1 FROM "Post" p WHERE p.id = e."postId" AND p.verb IS NOT NULL)`
    : 'true'
  return `(${cause}) AND ${role} AND ${checkIn}`
}

const WRONG = `
  SELECT e.type || ' for ' || r.name || ' by ' || a.name || ' (' || COALESCE(e."commentId", e."postId", 0) || ')' AS wrong
  FROM "NotificationEvent" e JOIN "User" r ON r.id = e."recipientId" JOIN "User" a ON a.id = e."actorId"
  WHERE e."retractedAt" IS NULL AND NOT (
    e."actorId" <> e."recipientId" AND (e."postId" IS NULL OR ${VISIBLE})
    AND NOT ${blocked('e."actorId"', 'e."recipientId"')} AND NOT ${mutes('e."recipientId"', 'e."actorId"')}
    AND CASE e.type ${Object.entries<Kind>(NOTIFICATION_KINDS)
      .map(([type, kind]) => `WHEN '${type}' THEN ${mayCount(kind)}`)
      .join(' ')} ELSE false END)`

/** Notifications whose cause is gone or hidden, or of people who block each other or whom the recipient mutes. */
export async function wrongNotifications(): Promise<string[]> {
  return (await query<{ wrong: string }>(WRONG)).map(({ wrong }) => wrong)
}

/** Causes of which somebody has more than one notification. */
export async function notifiedTwice(): Promise<string[]> {
  const rows = await query<{ twice: string }>(
    `SELECT "recipientId" || ' of ' || string_agg(type, ', ') AS twice FROM "NotificationEvent" WHERE "retractedAt" IS NULL
     GROUP BY "recipientId", "actorId", COALESCE("commentId", "postId", 0), type IN ('like'), type IN ('follow'), type IN ('widened')
     HAVING count(*) > 1`,
  )
  return rows.map(({ twice }) => twice)
}

const event = (types: string, recipient: string, actor: string, object = 'true') => `EXISTS (
  SELECT 1 FROM "NotificationEvent" e WHERE e.type IN (${types}) AND e."recipientId" = ${recipient}
    AND e."actorId" = ${actor} AND ${object} AND e."retractedAt" IS NULL)`

/** $1 people who never mute, and have no block with anybody, $2 posts that never changed, $3 `<post>:<user>` of threads that were muted. */
const MISSING = `
  SELECT 'like of ' || p.id AS missing FROM "Like" l JOIN "Post" p ON p.id = l."postId"
  WHERE l."userId" <> p."authorId" AND p.id = ANY ($2::bigint[])
    AND p."authorId" = ANY ($1::bigint[]) AND p.id || ':' || p."authorId" <> ALL ($3::text[])
    AND NOT ${event(`'like'`, 'p."authorId"', 'l."userId"', 'e."postId" = p.id')}
  UNION ALL SELECT 'comment ' || c.id FROM "Comment" c JOIN "Post" p ON p.id = c."postId"
  WHERE c."deletedAt" IS NULL AND c."authorId" <> p."authorId" AND p.id = ANY ($2::bigint[])
    AND p."authorId" = ANY ($1::bigint[]) AND p.id || ':' || p."authorId" <> ALL ($3::text[])
    AND NOT ${event(`'mention', 'reply', 'comment'`, 'p."authorId"', 'c."authorId"', 'e."commentId" = c.id')}
  UNION ALL SELECT 'mention in ' || m."postId" FROM "Mention" m JOIN "Post" p ON p.id = m."postId"
  WHERE m."commentId" IS NULL AND m."userId" <> p."authorId" AND p.audience = 'public' AND p.id = ANY ($2::bigint[])
    AND m."userId" = ANY ($1::bigint[])
    AND NOT ${event(`'mention'`, 'm."userId"', 'p."authorId"', 'e."postId" = p.id AND e."commentId" IS NULL')}
  UNION ALL SELECT 'widening of ' || p.id FROM "Comment" c JOIN "Post" p ON p.id = c."postId"
  WHERE c."deletedAt" IS NULL AND ${FOR_FEWER} AND c."authorId" <> p."authorId" AND p.audience = 'public'
    AND p."deletedAt" IS NULL AND c."authorId" = ANY ($1::bigint[])
    AND NOT ${event(`'widened'`, 'c."authorId"', 'p."authorId"', 'e."postId" = p.id')}
  UNION ALL SELECT 'request of ' || f."requestedById" FROM "Friendship" f,
    LATERAL (SELECT CASE WHEN f."requestedById" = f."lowId" THEN f."highId" ELSE f."lowId" END AS id) other
  WHERE CASE WHEN f."acceptedAt" IS NULL THEN other.id ELSE f."requestedById" END = ANY ($1::bigint[])
    AND NOT (f."acceptedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "EndedRelation" d WHERE d.kind = 'request' AND d."userId" = other.id AND d."otherId" = f."requestedById"))
    AND NOT CASE WHEN f."acceptedAt" IS NULL
    THEN ${event(`'friend_request'`, 'other.id', 'f."requestedById"')}
    ELSE ${event(`'friend_accepted'`, 'f."requestedById"', 'other.id')} END`

type Undisturbed = { people: bigint[]; posts: string[]; troubled: string[] }

/**
 * Notifications that must exist and do not: for people who never mute and have no block with anybody, of what all others do,
 * also those who mute them; and of posts that never changed.
 */
export async function missingNotifications({ people, posts, troubled }: Undisturbed): Promise<string[]> {
  return (await query<{ missing: string }>(MISSING, [people, posts, troubled])).map(({ missing }) => missing)
}
