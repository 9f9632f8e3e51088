import { expect } from 'vitest'
import { GET as NEW } from '@/app/api/feed/new/route'
import { GET as FEED } from '@/app/api/feed/route'
import { POST as RESTORE } from '@/app/api/posts/[id]/restore/route'
import { DELETE, PATCH } from '@/app/api/posts/[id]/route'
import { POST } from '@/app/api/posts/route'
import type { Audience, FeedPage, NewInFeed, Post } from '@/lib/shared/views'
import { call } from './call'
import type { Person } from './people'
import { query } from './query'

type Writing = { audience?: Audience; activity?: { verb: 'visited' | 'ate_at'; placeId: string } }

/** Posts as a browser would; what is refused fails the test. */
export async function post(as: Person, text: string, { audience = 'public', activity }: Writing = {}): Promise<Post> {
  const { status, body } = await call(POST, {
    method: 'POST',
    path: '/api/posts',
    body: { text, audience, activity },
    as,
  })
  expect(status).toBe(201)
  return body.post
}

export async function change(
  as: Person,
  { id }: { id: string },
  to: { text?: string; audience?: Audience },
): Promise<Post> {
  const { status, body } = await call(PATCH, { method: 'PATCH', body: to, as, params: { id } })
  expect(status).toBe(200)
  return body.post
}

export async function remove(as: Person, { id }: { id: string }): Promise<void> {
  expect((await call(DELETE, { method: 'DELETE', as, params: { id } })).status).toBe(204)
}

export async function restore(as: Person, { id }: { id: string }): Promise<void> {
  const path = `/api/posts/${id}/restore`
  expect((await call(RESTORE, { method: 'POST', path, as, params: { id } })).status).toBe(200)
}

export async function feedPage(as: Person, query = ''): Promise<FeedPage> {
  const { status, body } = await call(FEED, { path: `/api/feed${query}`, as })
  expect(status).toBe(200)
  return body
}

/** The texts of the first page. */
export const feedTexts = async (as: Person) => (await feedPage(as)).items.map(({ text }) => text)

export async function poll(as: Person, position?: string | null): Promise<NewInFeed> {
  const query = position ? `?position=${encodeURIComponent(position)}` : ''
  const { status, body } = await call(NEW, { path: `/api/feed/new${query}`, as })
  expect(status).toBe(200)
  return body
}

/** Many public posts at once, as rows only: nothing is recorded, nothing delivered. Their ids from old to new. */
export async function writePosts({ id }: { id: bigint }, count: number): Promise<bigint[]> {
  const rows = await query<{ id: bigint }>(
    `INSERT INTO "Post" ("authorId", text, audience) SELECT $1, 'post ' || n, 'public' FROM generate_series(1, $2::int) n RETURNING id`,
    [id, count],
  )
  return rows.map((row) => row.id).sort((one, other) => (one < other ? -1 : 1))
}

/** A post that was written so many milliseconds ago: its id says so. Nothing is recorded. */
export async function writeOldPost({ id }: { id: bigint }, text: string, ago: number): Promise<bigint> {
  const [row] = await query<{ id: bigint }>(
    `INSERT INTO "Post" (id, "authorId", text, audience, "createdAt")
     VALUES (next_id() - ($3::bigint << 22), $1, $2, 'public', now() - $3 * interval '1 millisecond') RETURNING id`,
    [id, text, ago],
  )
  if (!row) throw new Error('no post was written')
  return row.id
}
