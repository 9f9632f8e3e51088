import { expect } from 'vitest'
import type { NewPlace } from '@/lib/shared/schemas'
import type {
  Audience,
  Comment,
  FeedPage,
  MutedPost,
  NewInFeed,
  NotificationPage,
  NotificationState,
  Page,
  PlaceDetails,
  Post,
  Relation,
  User,
} from '@/lib/shared/views'
import { ask, type Who } from './ask'
import type { Answer } from './call'
import type { Person } from './people'

/**
 * What people do, through the routes that their browsers use: who, what, options. A refused request fails the test; `ask`
 * sends the same requests for tests that look at the answer.
 */

type Somebody = Pick<Person, 'handle'>
type Thing = { id: string }

/** The body of an answer that must have this status. */
async function accepted<Body = unknown>(asking: Promise<Answer>, expected = 200): Promise<Body> {
  const { status, body } = await asking
  expect(status, JSON.stringify(body)).toBe(expected)
  return body
}

const relation = async (asking: Promise<Answer>) => (await accepted<{ relation: Relation }>(asking)).relation

export const follow = (who: Who, whom: Somebody, body?: { notify?: boolean }) => relation(ask.follow(who, whom, body))
export const unfollow = (who: Who, whom: Somebody) => relation(ask.unfollow(who, whom))
/** Asks for friendship, or accepts when the other one has asked. */
export const requestFriendship = (who: Who, whom: Somebody) => relation(ask.requestFriendship(who, whom))
/** Ends a friendship, or declines or withdraws a request. */
export const unfriend = (who: Who, whom: Somebody) => relation(ask.unfriend(who, whom))
export const block = (who: Who, whom: Somebody) => relation(ask.block(who, whom))
export const unblock = (who: Who, whom: Somebody) => relation(ask.unblock(who, whom))
export const mute = (who: Who, whom: Somebody) => relation(ask.mute(who, whom))
export const unmute = (who: Who, whom: Somebody) => relation(ask.unmute(who, whom))
export const relationOf = (who: Who, whom: Somebody) => relation(ask.profile(who, whom))

/** One asks for friendship, the other accepts. */
export async function befriend(one: Person, other: Person): Promise<void> {
  await requestFriendship(one, other)
  await requestFriendship(other, one)
}

type Writing = { audience?: Audience; activity?: { verb: 'visited' | 'ate_at'; placeId: string } }

export async function post(who: Who, text: string, { audience = 'public', activity }: Writing = {}): Promise<Post> {
  const asking = ask.post(who, { text, audience, activity })
  return (await accepted<{ post: Post }>(asking, 201)).post
}

let places = 0

/** Adds a place for everybody, by default one with a name of its own. */
export async function createPlace(who: Who, place: Partial<NewPlace> = {}): Promise<PlaceDetails> {
  const asking = ask.createPlace(who, { name: `The Anchor ${++places}`, kind: 'pub', ...place })
  return (await accepted<{ place: PlaceDetails }>(asking, 201)).place
}

/** The names of the places that somebody finds, the best match first; without a query the whole list. */
export async function foundPlaces(who: Who, q = ''): Promise<string[]> {
  const query = `?limit=100&q=${encodeURIComponent(q)}`
  return (await accepted<Page<PlaceDetails>>(ask.places(who, { query }))).items.map(({ name }) => name)
}

/** Posts a check-in at a new place. */
export async function checkIn(who: Who, text = ''): Promise<Post> {
  const { id } = await createPlace(who)
  return post(who, text, { activity: { verb: 'visited', placeId: id } })
}

const changedPost = async (asking: Promise<Answer>) => (await accepted<{ post: Post }>(asking)).post

export const edit = (who: Who, what: Thing, to: { text?: string; audience?: Audience }) =>
  changedPost(ask.edit(who, what, to))
export const deletePost = (who: Who, what: Thing) => accepted(ask.deletePost(who, what), 204)
export const restore = (who: Who, what: Thing) => changedPost(ask.restore(who, what))
export const like = (who: Who, what: Thing) => changedPost(ask.like(who, what))
export const unlike = (who: Who, what: Thing) => changedPost(ask.unlike(who, what))
export const muteThread = (who: Who, what: Thing) => changedPost(ask.muteThread(who, what))
export const unmuteThread = (who: Who, what: Thing) => changedPost(ask.unmuteThread(who, what))

/** The texts of the muted conversations as the viewer sees them; `gone` where they do not see it any more. */
export async function mutedTexts(who: Who, how?: { query?: string }): Promise<string[]> {
  const { items } = await accepted<Page<MutedPost>>(ask.mutedPosts(who, how))
  return items.map(({ post }) => post?.text ?? 'gone')
}

export async function comment(who: Who, on: Thing, text = 'well said'): Promise<Comment> {
  return (await accepted<{ comment: Comment }>(ask.comment(who, on, { text }), 201)).comment
}

export const deleteComment = (who: Who, what: Thing) => accepted(ask.deleteComment(who, what), 204)

/** The texts of the conversation as somebody sees it, newest first. */
export async function commentTexts(who: Who, on: Thing): Promise<string[]> {
  const { items } = await accepted<{ items: Comment[] }>(ask.comments(who, on, { query: '?limit=100' }))
  return items.map(({ text }) => text)
}

/** The names of those who like it as somebody sees them, the latest first. */
export async function likerNames(who: Who, of: Thing): Promise<string[]> {
  const { items } = await accepted<{ items: User[] }>(ask.likes(who, of, { query: '?limit=100' }))
  return items.map(({ name }) => name)
}

export const readFeed = (who: Who, how?: { query?: string }) => accepted<FeedPage>(ask.feed(who, how))
/** The texts of the first page. */
export const feedTexts = async (who: Who) => (await readFeed(who)).items.map(({ text }) => text)

/** Asks what is new since a position. */
export function poll(who: Who, position?: string | null): Promise<NewInFeed> {
  const query = position ? `?position=${encodeURIComponent(position)}` : ''
  return accepted<NewInFeed>(ask.poll(who, { query }))
}

export const readBell = (who: Who, how?: { query?: string }) => accepted<NotificationPage>(ask.notifications(who, how))
export const bellState = (who: Who) => accepted<NotificationState>(ask.bellState(who))

/** The state that every mark answers. */
async function state(asking: Promise<Answer>): Promise<NotificationState> {
  const answered = await accepted<NotificationState>(asking)
  expect(Object.keys(answered).sort()).toEqual(['headSeq', 'unread', 'unseen', 'version'])
  return answered
}

/** Everything up to there has been shown, by default everything: as opening the bell does. */
export const markSeen = async (who: Who, upTo?: string) =>
  state(ask.markSeen(who, { upTo: upTo ?? (await bellState(who)).headSeq }))
export const markAllRead = async (who: Who, upTo?: string) =>
  state(ask.markAllRead(who, { upTo: upTo ?? (await bellState(who)).headSeq }))
export const markRead = (who: Who, group: Thing) => state(ask.markRead(who, group))
export const markUnread = (who: Who, group: Thing) => state(ask.markUnread(who, group))
export const archive = (who: Who, group: Thing) => state(ask.archive(who, group))
export const unarchive = (who: Who, group: Thing) => state(ask.unarchive(who, group))

type View = { connectionId: string; visible?: boolean }

/** Says which posts a connection shows, as a browser does while they are on its screen. */
export const showPosts = (who: Who, posts: Thing[], { connectionId, visible = true }: View) =>
  accepted(ask.view(who, { connectionId }, { postIds: posts.map(({ id }) => id), visible }), 204)
