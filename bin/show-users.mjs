// The commands of bin/carillon.mjs that show accounts.

/** @typedef {import('pg').Client} Client */

/** What both commands show of an account. */
const ACCOUNT = `u.id, u.handle, u.name, u.email, u."createdAt", u."lastActiveAt", u."suspendedAt", u."deletedAt",
  (SELECT count(*)::int FROM "Session" s WHERE s."userId" = u.id AND s."endedAt" IS NULL) AS "openSessions"`

const SHOW = `SELECT ${ACCOUNT}, u."passwordHash" IS NOT NULL AS "hasPassword",
    ARRAY (SELECT provider FROM "Identity" i WHERE i."userId" = u.id ORDER BY 1) AS providers,
    (SELECT count(*)::int FROM "Post" p WHERE p."authorId" = u.id AND p."deletedAt" IS NULL) AS posts,
    (SELECT count(*)::int FROM "Comment" c WHERE c."authorId" = u.id AND c."deletedAt" IS NULL) AS comments,
    (SELECT count(*)::int FROM "Like" l WHERE l."userId" = u.id) AS likes,
    (SELECT count(*)::int FROM "Follow" f WHERE f."followeeId" = u.id) AS followers,
    (SELECT count(*)::int FROM "Follow" f WHERE f."followerId" = u.id) AS following,
    (SELECT count(*)::int FROM "Friendship" f WHERE u.id IN (f."lowId", f."highId") AND f."acceptedAt" IS NOT NULL) AS friends,
    (SELECT count(*)::int FROM "Block" b WHERE b."otherId" = u.id) AS "blockedBy"
  FROM "User" u WHERE lower(u.handle) = lower($1)`

const SESSIONS = `SELECT device, ip, "createdAt", "lastSeenAt", "endedAt" FROM "Session" WHERE "userId" = $1
  ORDER BY "endedAt" IS NOT NULL, "lastSeenAt" DESC LIMIT 20`

/** The newest first; with a word, those whose handle, name or e-mail address contains it. */
const LIST = `SELECT ${ACCOUNT} FROM "User" u
  WHERE $1 = '' OR strpos(lower(u.handle || ' ' || u.name || ' ' || u.email), lower($1)) > 0
  ORDER BY u.id DESC LIMIT 100`

/**
 * All that an operator has to know of an account, with its latest sessions. Nothing with which somebody could sign in.
 *
 * @param {Client} client
 * @param {string} handle
 */
export async function showUser(client, handle) {
  const { rows } = await client.query(SHOW, [handle])
  if (!rows[0]) throw new Error(`there is no user @${handle}`)
  return [{ ...rows[0], sessions: (await client.query(SESSIONS, [rows[0].id])).rows }]
}

/** Up to 100 accounts. @param {Client} client @param {string} [word] */
export async function listUsers(client, word = '') {
  return (await client.query(LIST, [word])).rows
}

/**
 * An account as lines for people: a name and a value each, then a line for each session.
 *
 * @param {Record<string, unknown>} user as `showUser` returns it
 */
export function writeUser({ sessions, ...facts }) {
  const lines = Object.entries(facts).map(([name, value]) => `${name.padEnd(14)} ${write(value)}`)
  const rows = /** @type {Record<string, unknown>[]} */ (sessions)
  const ofSessions = rows.map(
    ({ device, ip, createdAt, lastSeenAt, endedAt }) =>
      `  ${device}, ${ip}: from ${write(createdAt)}, last seen ${write(lastSeenAt)}, ${endedAt ? `ended ${write(endedAt)}` : 'open'}`,
  )
  return [...lines, 'sessions', ...ofSessions].join('\n')
}

/** In one line: people choose names, and a control character could change what the terminal shows. @param {unknown} value */
function write(value) {
  if (value === null || value === undefined) return '-'
  const text = value instanceof Date ? value.toISOString() : `${Array.isArray(value) ? value.join(', ') || '-' : value}`
  return text.replace(/\p{C}/gu, '\uFFFD')
}
