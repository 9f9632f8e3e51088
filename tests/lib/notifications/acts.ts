import { expect } from 'vitest'
import { DELETE as UNCOMMENT } from '@/app/api/comments/[id]/route'
import { POST as PLACE } from '@/app/api/places/route'
import { POST as COMMENT } from '@/app/api/posts/[id]/comments/route'
import * as like from '@/app/api/posts/[id]/like/route'
import * as thread from '@/app/api/posts/[id]/mute/route'
import type { Comment, Post } from '@/lib/shared/views'
import { call } from '../../support/call'
import type { Person } from '../../support/people'
import { post } from '../../support/posting'
import { del, put, type Step } from '../graph/ask'

/** What people do that may notify others, through the routes that their browsers use. A refused request fails the test. */

type Object = { id: string }

export async function likes(who: Person, { id }: Object): Promise<void> {
  expect((await call(like.PUT, { method: 'PUT', as: who, params: { id } })).status).toBe(200)
}

export async function unlikes(who: Person, { id }: Object): Promise<void> {
  expect((await call(like.DELETE, { method: 'DELETE', as: who, params: { id } })).status).toBe(200)
}

export async function comments(who: Person, { id }: Object, text = 'well said'): Promise<Comment> {
  const path = `/api/posts/${id}/comments`
  const { status, body } = await call(COMMENT, { method: 'POST', path, body: { text }, as: who, params: { id } })
  expect(status).toBe(201)
  return body.comment
}

export async function uncomments(who: Person, { id }: Object): Promise<void> {
  expect((await call(UNCOMMENT, { method: 'DELETE', as: who, params: { id } })).status).toBe(204)
}

export async function mutesThread(who: Person, { id }: Object): Promise<void> {
  expect((await call(thread.PUT, { method: 'PUT', as: who, params: { id } })).status).toBe(200)
}

export async function unmutesThread(who: Person, { id }: Object): Promise<void> {
  expect((await call(thread.DELETE, { method: 'DELETE', as: who, params: { id } })).status).toBe(200)
}

/** Sets a relation from one person to another: `takes(ben, 'follow', ana)`. */
export async function takes(who: Person, step: Step, whom: Person, body?: unknown): Promise<void> {
  expect((await put(who, step, whom, body)).status).toBe(200)
}

/** Ends a relation that `takes` set. */
export async function ends(who: Person, step: Step, whom: Person): Promise<void> {
  expect((await del(who, step, whom)).status).toBe(200)
}

/** Posts a check-in at a new place. */
export async function checksIn(who: Person, text = ''): Promise<Post> {
  const body = { name: 'The Anchor', kind: 'pub' }
  const made = await call(PLACE, { method: 'POST', path: '/api/places', body, as: who })
  expect(made.status).toBe(201)
  return post(who, text, { activity: { verb: 'visited', placeId: made.body.place.id } })
}
