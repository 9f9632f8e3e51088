import { expect } from 'vitest'
import { GET as NEW } from '@/app/api/feed/new/route'
import { GET as FEED } from '@/app/api/feed/route'
import { POST as RESTORE } from '@/app/api/posts/[id]/restore/route'
import { DELETE, PATCH } from '@/app/api/posts/[id]/route'
import { POST } from '@/app/api/posts/route'
import type { Audience, FeedPage, NewInFeed, Post } from '@/lib/shared/views'
import { call } from './call'
import type { Person } from './people'

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
