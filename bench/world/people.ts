import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { encode } from 'next-auth/jwt'
import { FOLDER } from './folder'
import type { World } from './services'

/** The first ids. They are as long as real ones; readers, authors and posts are numbered from 0. */
const READERS = 110_000_000_000_000_000n
const AUTHORS = 109_000_000_000_000_000n
const POSTS = 108_000_000_000_000_000n

/** The first digits of ids. The other digits are the number. */
export const BEGIN = { author: '109', post: '108' }

/** The second part of session ids, as long as the random part of real ones. */
const SECRET = 'session-of-the-bench-'.padEnd(43, 'x')

export const readerId = (number: number) => READERS + BigInt(number)
export const authorId = (number: number) => AUTHORS + BigInt(number)
export const postId = (number: number) => POSTS + BigInt(number)

/** Adds readers and authors, all signed in, with numbers from 0. */
export async function addPeople({ sql }: World, count: { readers: number; authors: number }): Promise<void> {
  for (const [name, first, many] of [
    ['reader', READERS, count.readers] as const,
    ['author', AUTHORS, count.authors] as const,
  ]) {
    await sql.query(
      `INSERT INTO "User" (id, handle, name, email, bio, "lastActiveAt")
       SELECT $1::bigint + n, $2 || n, initcap($2) || ' ' || n, $2 || n || '@example.com', 'Born to be measured', now()
       FROM generate_series(0, $3::int - 1) n`,
      [first, name, many],
    )
    // `lastSeenAt` is in the future, so that no request of any run updates it.
    await sql.query(
      `INSERT INTO "Session" (id, "userId", device, ip, "lastSeenAt")
       SELECT ($1::bigint + n) || '-${SECRET}', $1::bigint + n, 'Bench', '127.0.0.1', now() + interval '1 day'
       FROM generate_series(0, $2::int - 1) n`,
      [first, many],
    )
  }
}

/**
 * Makes readers follow authors: each pair of numbers for which `condition` (SQL on `reader` and `author`) is true, and with
 * the bell on where `bell` is true.
 */
export async function addFollows(
  { sql }: World,
  {
    readers,
    authors,
    condition,
    bell = 'false',
  }: { readers: number; authors: number; condition: string; bell?: string },
): Promise<void> {
  await sql.query(
    `INSERT INTO "Follow" ("followerId", "followeeId", notify)
     SELECT $1::bigint + reader, $2::bigint + author, ${bell}
     FROM generate_series(0, $3::int - 1) reader, generate_series(0, $4::int - 1) author WHERE ${condition}`,
    [READERS, AUTHORS, readers, authors],
  )
}

/** Makes every author follow the next `each` ones. */
export async function addFollowsAmongAuthors(
  { sql }: World,
  { authors, each }: { authors: number; each: number },
): Promise<void> {
  await sql.query(
    `INSERT INTO "Follow" ("followerId", "followeeId")
     SELECT $1::bigint + n, $1::bigint + (n + step) % $2::int
     FROM generate_series(0, $2::int - 1) n, generate_series(1, $3::int) step`,
    [AUTHORS, authors, each],
  )
}

/** Adds posts with the numbers `first` to `first + count - 1`. Post n is by the author with the number n modulo `authors`. */
export async function addPosts(
  { sql }: World,
  { first = 0, count, authors }: { first?: number; count: number; authors: number },
): Promise<void> {
  await sql.query(
    `INSERT INTO "Post" (id, "authorId", text, audience)
     SELECT $1::bigint + n, $2::bigint + n % $3::int, ${TEXT_SQL}, 'public' FROM generate_series($4::int, $4::int + $5::int - 1) n`,
    [POSTS, AUTHORS, authors, first, count],
  )
}

const FILLING = 'The kettle is on and the rain has stopped. '.repeat(11)
const TEXT_SQL = `'bench ' || n || ' ${FILLING}'`

/** The text of a post contains its number, so that receivers can count. */
export const textOf = (number: number) => `bench ${number} ${FILLING}`

/** After many inserts PostgreSQL's planner needs new statistics. */
export async function settleTables({ sql }: World): Promise<void> {
  await sql.query('VACUUM ANALYZE')
}

/**
 * Writes session cookies of readers or authors into a JSON file for the load programs: `count` cookies, of every `every`th
 * user from the number `from` on. Returns the file's name.
 */
export async function writeCookies(
  { env }: World,
  name: 'reader' | 'author',
  count: number,
  { from = 0, every = 1 }: { from?: number; every?: number } = {},
): Promise<string> {
  const idOf = name === 'reader' ? readerId : authorId
  const cookies: string[] = []
  for (let n = 0; n < count; n++) {
    const token = await encode({ token: { sid: `${idOf(from + n * every)}-${SECRET}` }, secret: env.AUTH_SECRET })
    cookies.push(`next-auth.session-token=${token}`)
  }
  const file = resolve(FOLDER, `${name}-${from}-cookies.json`)
  writeFileSync(file, JSON.stringify(cookies), { mode: 0o600 })
  return file
}
