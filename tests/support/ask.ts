import * as comment from '@/app/api/comments/[id]/route'
import * as newInFeed from '@/app/api/feed/new/route'
import * as feedPosts from '@/app/api/feed/posts/route'
import * as feed from '@/app/api/feed/route'
import * as blocks from '@/app/api/me/blocks/route'
import * as friendRequests from '@/app/api/me/friend-requests/route'
import * as mutedPosts from '@/app/api/me/muted-posts/route'
import * as mutes from '@/app/api/me/mutes/route'
import * as password from '@/app/api/me/password/route'
import * as me from '@/app/api/me/route'
import * as session from '@/app/api/me/sessions/[id]/route'
import * as sessions from '@/app/api/me/sessions/route'
import * as archived from '@/app/api/notifications/[id]/archived/route'
import * as read from '@/app/api/notifications/[id]/read/route'
import * as allRead from '@/app/api/notifications/read/route'
import * as notifications from '@/app/api/notifications/route'
import * as seen from '@/app/api/notifications/seen/route'
import * as bellState from '@/app/api/notifications/state/route'
import * as postsAtPlace from '@/app/api/places/[id]/posts/route'
import * as place from '@/app/api/places/[id]/route'
import * as places from '@/app/api/places/route'
import * as comments from '@/app/api/posts/[id]/comments/route'
import * as like from '@/app/api/posts/[id]/like/route'
import * as likes from '@/app/api/posts/[id]/likes/route'
import * as thread from '@/app/api/posts/[id]/mute/route'
import * as restored from '@/app/api/posts/[id]/restore/route'
import * as revisions from '@/app/api/posts/[id]/revisions/route'
import * as post from '@/app/api/posts/[id]/route'
import * as posts from '@/app/api/posts/route'
import * as view from '@/app/api/streams/[connectionId]/view/route'
import * as block from '@/app/api/users/[handle]/block/route'
import * as follow from '@/app/api/users/[handle]/follow/route'
import * as followers from '@/app/api/users/[handle]/followers/route'
import * as following from '@/app/api/users/[handle]/following/route'
import * as friends from '@/app/api/users/[handle]/friends/route'
import * as friendship from '@/app/api/users/[handle]/friendship/route'
import * as mute from '@/app/api/users/[handle]/mute/route'
import * as postsOf from '@/app/api/users/[handle]/posts/route'
import * as profile from '@/app/api/users/[handle]/route'
import * as users from '@/app/api/users/route'
import { type Answer, call, type Handler } from './call'
import type { Person } from './people'

/** Whoever asks; undefined: somebody who is not signed in. */
export type Who = Pick<Person, 'cookie'> | undefined

type How = {
  /** With its question mark. */
  query?: string
  headers?: Record<string, string>
}

type Change = 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Named = Record<string, unknown>
type Unnamed = Record<string, never>

/**
 * Every request that a browser makes, sent to the real route handler; returns the answer, whatever it is. The arguments are
 * who asks, what it is about, the body and the options, as far as a request has them.
 */
export const ask = {
  signUp: sends('POST', '/api/users', users.POST),
  me: reads('/api/me', me.GET),
  changeProfile: sends('PATCH', '/api/me', me.PATCH),
  changePassword: sends('PUT', '/api/me/password', password.PUT),
  sessions: reads('/api/me/sessions', sessions.GET),
  endSession: changes('DELETE', '/api/me/sessions/[id]', session.DELETE),
  endOtherSessions: (who?: Who, how?: How) => sends('DELETE', '/api/me/sessions', sessions.DELETE)(who, undefined, how),
  friendRequests: reads('/api/me/friend-requests', friendRequests.GET),
  blocks: reads('/api/me/blocks', blocks.GET),
  mutes: reads('/api/me/mutes', mutes.GET),
  mutedPosts: reads('/api/me/muted-posts', mutedPosts.GET),

  profile: readsOf('/api/users/[handle]', profile.GET),
  postsOf: readsOf('/api/users/[handle]/posts', postsOf.GET),
  friends: readsOf('/api/users/[handle]/friends', friends.GET),
  followers: readsOf('/api/users/[handle]/followers', followers.GET),
  following: readsOf('/api/users/[handle]/following', following.GET),
  follow: sendsTo('PUT', '/api/users/[handle]/follow', follow.PUT),
  unfollow: changes('DELETE', '/api/users/[handle]/follow', follow.DELETE),
  /** Accepts, when the other one has asked. With `{ accept: true }` it only accepts. */
  requestFriendship: sendsTo('PUT', '/api/users/[handle]/friendship', friendship.PUT),
  unfriend: changes('DELETE', '/api/users/[handle]/friendship', friendship.DELETE),
  block: changes('PUT', '/api/users/[handle]/block', block.PUT),
  unblock: changes('DELETE', '/api/users/[handle]/block', block.DELETE),
  mute: changes('PUT', '/api/users/[handle]/mute', mute.PUT),
  unmute: changes('DELETE', '/api/users/[handle]/mute', mute.DELETE),

  places: reads('/api/places', places.GET),
  createPlace: sends('POST', '/api/places', places.POST),
  place: readsOf('/api/places/[id]', place.GET),
  postsAtPlace: readsOf('/api/places/[id]/posts', postsAtPlace.GET),

  feed: reads('/api/feed', feed.GET),
  stillInFeed: reads('/api/feed/posts', feedPosts.GET),
  poll: reads('/api/feed/new', newInFeed.GET),
  post: sends('POST', '/api/posts', posts.POST),
  readPost: readsOf('/api/posts/[id]', post.GET),
  revisions: readsOf('/api/posts/[id]/revisions', revisions.GET),
  edit: sendsTo('PATCH', '/api/posts/[id]', post.PATCH),
  deletePost: changes('DELETE', '/api/posts/[id]', post.DELETE),
  restore: changes('POST', '/api/posts/[id]/restore', restored.POST),
  like: changes('PUT', '/api/posts/[id]/like', like.PUT),
  unlike: changes('DELETE', '/api/posts/[id]/like', like.DELETE),
  likes: readsOf('/api/posts/[id]/likes', likes.GET),
  comments: readsOf('/api/posts/[id]/comments', comments.GET),
  comment: sendsTo('POST', '/api/posts/[id]/comments', comments.POST),
  deleteComment: changes('DELETE', '/api/comments/[id]', comment.DELETE),
  muteThread: changes('PUT', '/api/posts/[id]/mute', thread.PUT),
  unmuteThread: changes('DELETE', '/api/posts/[id]/mute', thread.DELETE),

  notifications: reads('/api/notifications', notifications.GET),
  bellState: reads('/api/notifications/state', bellState.GET),
  markSeen: sends('PUT', '/api/notifications/seen', seen.PUT),
  markAllRead: sends('PUT', '/api/notifications/read', allRead.PUT),
  markRead: changes('PUT', '/api/notifications/[id]/read', read.PUT),
  markUnread: changes('DELETE', '/api/notifications/[id]/read', read.DELETE),
  archive: changes('PUT', '/api/notifications/[id]/archived', archived.PUT),
  unarchive: changes('DELETE', '/api/notifications/[id]/archived', archived.DELETE),

  /** Names the posts that a connection shows. */
  view: sendsTo('PUT', '/api/streams/[connectionId]/view', view.PUT),
}

function reads(path: string, handler: Handler<Unnamed>) {
  return (who?: Who, { query = '', headers }: How = {}): Promise<Answer> =>
    call(handler, { path: path + query, as: who, headers })
}

function sends(method: Change, path: string, handler: Handler<Unnamed>) {
  return (who?: Who, body?: unknown, { query = '', headers }: How = {}): Promise<Answer> =>
    call(handler, { method, path: path + query, body, as: who, headers })
}

function readsOf<What extends Named>(address: string, handler: Handler<What>) {
  return (who: Who, what: What, { query = '', headers }: How = {}): Promise<Answer> =>
    call(handler, { ...named(address, what, query), as: who, headers })
}

function changes<What extends Named>(method: Change, address: string, handler: Handler<What>) {
  return (who: Who, what: What, { query = '', headers }: How = {}): Promise<Answer> =>
    call(handler, { method, ...named(address, what, query), as: who, headers })
}

function sendsTo<What extends Named>(method: Change, address: string, handler: Handler<What>) {
  return (who: Who, what: What, body?: unknown, { query = '', headers }: How = {}): Promise<Answer> =>
    call(handler, { method, ...named(address, what, query), body, as: who, headers })
}

/** The address with the id or handle of what it names, and that as the parameter of the route. */
function named<What extends Named>(address: string, what: What, query: string): { path: string; params: What } {
  const name = /\[(\w+)\]/.exec(address)?.[1] ?? ''
  const path = address.replace(`[${name}]`, encodeURIComponent(String(what[name]))) + query
  return { path, params: { [name]: what[name] } as What }
}
