import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { NewPlace } from '@/lib/shared/schemas'
import type {
  Page as ApiPage,
  Audience,
  Comment,
  NotificationPage,
  NotificationState,
  Place,
  Post,
  Relation,
  User,
  Verb,
} from '@/lib/shared/views'
import { expect, type Member, SAME_ORIGIN } from './support'

/**
 * What people do beside the browsers that a test looks at, through the routes that those use: who, what, options. The words
 * are those of tests/support/acts.ts. A refused request fails the test.
 */

type Who = Pick<Member, 'context'>
type Somebody = Pick<Member, 'handle'>
type Thing = { id: string }
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The body of the answer. */
async function ask<Body>({ context }: Who, request: `${Method} /api/${string}`, data?: unknown): Promise<Body> {
  const [method, path = ''] = request.split(' ')
  const response = await context.request.fetch(path, { method, headers: SAME_ORIGIN, data })
  expect(response.ok(), `${request}: ${response.status()}`).toBe(true)
  return (response.status() === 204 ? null : await response.json()) as Body
}

const relation = async (asking: Promise<{ relation: Relation }>) => (await asking).relation

export const follow = (who: Who, whom: Somebody, body: { notify?: boolean } = {}) =>
  relation(ask(who, `PUT /api/users/${whom.handle}/follow`, body))
/** Asks for friendship, or accepts when the other one has asked. */
export const requestFriendship = (who: Who, whom: Somebody) =>
  relation(ask(who, `PUT /api/users/${whom.handle}/friendship`))
/** Accepts a request, and never sends one. */
export const acceptFriendship = (who: Who, whom: Somebody) =>
  relation(ask(who, `PUT /api/users/${whom.handle}/friendship`, { accept: true }))
/** Ends a friendship, or declines or withdraws a request. */
export const unfriend = (who: Who, whom: Somebody) => relation(ask(who, `DELETE /api/users/${whom.handle}/friendship`))
export const block = (who: Who, whom: Somebody) => relation(ask(who, `PUT /api/users/${whom.handle}/block`))
export const unblock = (who: Who, whom: Somebody) => relation(ask(who, `DELETE /api/users/${whom.handle}/block`))
export const mute = (who: Who, whom: Somebody) => relation(ask(who, `PUT /api/users/${whom.handle}/mute`))
export const relationOf = (who: Who, whom: Somebody) => relation(ask(who, `GET /api/users/${whom.handle}`))

/** One asks for friendship, the other accepts. */
export async function befriend(one: Member, other: Member): Promise<void> {
  await requestFriendship(one, other)
  await requestFriendship(other, one)
}

/** Makes two people friends, and marks the answer as seen by the one who asked. */
export async function befriendUnnoticed(asker: Member, asked: Member): Promise<void> {
  const { unseen } = await bellState(asker)
  await befriend(asker, asked)
  await expect.poll(async () => (await bellState(asker)).unseen).toBe(unseen + 1)
  await markSeen(asker)
}

type Writing = { audience?: Audience; activity?: { verb: Verb; placeId: string } }

export async function post(who: Who, text: string, { audience = 'public', activity }: Writing = {}): Promise<Post> {
  return (await ask<{ post: Post }>(who, 'POST /api/posts', { text, audience, activity })).post
}

/** So many posts, the last the newest. */
export async function postMany(who: Who, count: number, text: (nth: number) => string): Promise<void> {
  for (let nth = 1; nth <= count; nth++) await post(who, text(nth))
}

export async function createPlace(who: Who, place: Partial<NewPlace> & { name: string }): Promise<Thing> {
  return (await ask<{ place: Thing }>(who, 'POST /api/places', { kind: 'Café', ...place })).place
}

/** The names of the places that somebody finds. */
export const foundPlaces = async (who: Who, q: string) =>
  (await ask<ApiPage<Place>>(who, `GET /api/places?q=${encodeURIComponent(q)}`)).items.map(({ name }) => name)

const changedPost = async (asking: Promise<{ post: Post }>) => (await asking).post

export const edit = (who: Who, { id }: Thing, to: { text?: string; audience?: Audience }) =>
  changedPost(ask(who, `PATCH /api/posts/${id}`, to))
export const deletePost = (who: Who, { id }: Thing) => ask<null>(who, `DELETE /api/posts/${id}`)
export const like = (who: Who, { id }: Thing) => changedPost(ask(who, `PUT /api/posts/${id}/like`))
export const unlike = (who: Who, { id }: Thing) => changedPost(ask(who, `DELETE /api/posts/${id}/like`))
export const readPost = (who: Who, { id }: Thing) => changedPost(ask(who, `GET /api/posts/${id}`))

/** The texts of somebody's own posts, newest first. */
export const ownTexts = async (who: Who & Somebody) =>
  textsOf(await ask<ApiPage<Post>>(who, `GET /api/users/${who.handle}/posts`))

export async function comment(who: Who, { id }: Thing, text = 'well said'): Promise<Comment> {
  return (await ask<{ comment: Comment }>(who, `POST /api/posts/${id}/comments`, { text })).comment
}

export const deleteComment = (who: Who, { id }: Thing) => ask<null>(who, `DELETE /api/comments/${id}`)

/** The texts of the conversation as somebody sees it, newest first. */
export const commentTexts = async (who: Who, { id }: Thing) =>
  textsOf(await ask<ApiPage<Comment>>(who, `GET /api/posts/${id}/comments?limit=100`))

export const readFeed = (who: Who) => ask<ApiPage<Post>>(who, 'GET /api/feed?limit=100')
/** The texts of the feed as the API returns it: what should be on the screen in the end. */
export const feedTexts = async (who: Who) => textsOf(await readFeed(who))

function textsOf({ items }: { items: { text: string }[] }): string[] {
  return items.map(({ text }) => text)
}

export const readBell = (who: Who) => ask<NotificationPage>(who, 'GET /api/notifications')
export const bellState = (who: Who) => ask<NotificationState>(who, 'GET /api/notifications/state')

/** Everything has been shown, as opening the bell does. */
export async function markSeen(who: Who): Promise<void> {
  const { headSeq } = await bellState(who)
  await ask(who, 'PUT /api/notifications/seen', { upTo: headSeq })
}

/** Ends all sessions of somebody, as from another device. */
export async function endSessions(who: Who): Promise<void> {
  const { items } = await ask<{ items: Thing[] }>(who, 'GET /api/me/sessions')
  // With their own session among them, the later requests are refused.
  for (const { id } of items) await ask(who, `DELETE /api/me/sessions/${encodeURIComponent(id)}`).catch(() => undefined)
}

export const changeProfile = (who: Who, to: { name?: string; bio?: string }) =>
  ask<{ user: User }>(who, 'PATCH /api/me', to)

/** The id of the account. */
export const userId = async (who: Who) => (await ask<{ user: Thing }>(who, 'GET /api/me')).user.id

/** What an operator does on the command line. */
async function operator(command: 'suspend' | 'unsuspend', { handle }: Somebody): Promise<void> {
  await promisify(execFile)(process.execPath, ['bin/carillon.mjs', 'users', command, handle])
}

export const suspend = (whom: Somebody) => operator('suspend', whom)
export const unsuspend = (whom: Somebody) => operator('unsuspend', whom)
