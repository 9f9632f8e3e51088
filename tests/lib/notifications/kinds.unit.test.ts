import { describe, expect, test } from 'vitest'
import { causeOf, dedupeKey, NOTIFICATION_TYPES, typesOf } from '@/lib/notifications/candidate'
import { decide } from '@/lib/notifications/decide'
import { type Concerned, kindOf, type NotificationType } from '@/lib/shared/notification-kinds'
import type { NotificationGroup } from '@/lib/shared/views'
import { aPost } from '../live/a-post'

const ANA = { id: '900', handle: 'ana', name: 'Ana', bio: '', avatarUrl: null }
const EVERYBODY: Record<Concerned, true> = {
  ...{ mentioned: true, participants: true, author: true, friends: true },
  ...{ subscribers: true, followed: true, asked: true, asker: true },
}
const ALL_CONCERNED = Object.keys(EVERYBODY) as Concerned[]

/** A row with everything that a row can have. */
function full(type: NotificationType, given: Partial<NotificationGroup> = {}): NotificationGroup {
  const createdAt = '2026-11-22T12:00:00.000Z'
  return {
    ...{ id: '1', type, actors: [ANA], actorCount: 1, seen: false, read: false, archived: false },
    ...{ seq: '1', version: '1', firstAt: createdAt, lastAt: createdAt },
    post: aPost('7'),
    comment: { id: '8', author: ANA, text: 'well said', createdAt },
    place: { id: '9', name: 'The Anchor', kind: 'pub' },
    ...given,
  }
}
const nothing = { actors: [], post: undefined, comment: undefined, place: undefined }

describe.each(NOTIFICATION_TYPES)('%s', (type) => {
  const kind = kindOf(type)

  test('has a text with and without what it is about, an icon, and a cause', () => {
    expect(kind.text(full(type))).toMatch(/^[a-z]/)
    expect(kind.text(full(type, nothing))).toMatch(/^[a-z]/)
    expect(kind.text(full(type, nothing))).not.toMatch(/undefined|null/)
    expect(kind.icon).toMatch(/^M[\d.\sA-Za-z-]+$/)
    expect(kind.causes.length).toBeGreaterThan(0)
  })

  test('leads to a page of this site, or nowhere when that is gone', () => {
    expect(kind.link(full(type))).toMatch(/^\/(posts\/7(#comment-8)?|people\/ana)$/)
    expect(kind.link(full(type, nothing))).toBeNull()
  })

  test('can be reached: some facts lead to it and to nothing else', () => {
    for (const cause of kind.causes) {
      const facts = {
        ...(Object.fromEntries(ALL_CONCERNED.map((who) => [who, who === kind.to])) as Record<Concerned, boolean>),
        ...{ stands: true, visible: true, apart: false, muted: false, arrival: kind.only !== undefined },
      }
      expect(decide(cause, { facts, at: new Date(), known: [] }).alert).toBe(type)
    }
  })

  test('is known by its event again', () => {
    for (const cause of kind.causes) expect(causeOf(type, cause === 'comment' ? 8n : null)).toBe(cause)
  })
})

test('a reply, a comment and a mention in one lead to the comment, even when only the post is left', () => {
  for (const type of ['reply', 'comment', 'mention'] as const) {
    expect(kindOf(type).link(full(type))).toBe('/posts/7#comment-8')
  }
  expect(kindOf('comment').link(full('comment', { comment: undefined }))).toBeNull()
  expect(kindOf('mention').link(full('mention', { comment: undefined }))).toBe('/posts/7')
})

test('everybody who can be concerned is told by some kind, and the precedence is the one that is promised', () => {
  expect(new Set(NOTIFICATION_TYPES.map((type) => kindOf(type).to))).toEqual(new Set(ALL_CONCERNED))
  expect(typesOf('comment')).toEqual(['mention', 'reply', 'comment'])
  expect(typesOf('post')).toEqual(['mention', 'check_in', 'new_post'])
})

test('likes, follows, accepted requests and new posts are told together; everything else is a row of its own', () => {
  const about = { actorId: '5', postId: '7' }
  const keys = NOTIFICATION_TYPES.flatMap((type) => kindOf(type).key?.(about) ?? [])
  expect(keys.sort()).toEqual(['follow', 'friend_accepted', 'like:7', 'new_post:5'])
  expect(NOTIFICATION_TYPES.filter((type) => kindOf(type).pierces)).toEqual(['mention'])
})

test('an event is known by its kind, who did it, and what it is about', () => {
  const concern = { cause: 'comment', recipientId: 1n, actorId: 5n, postId: 7n, commentId: 8n } as const
  expect(dedupeKey('reply', concern)).toBe('reply:5:8')
  expect(dedupeKey('like', { ...concern, commentId: null })).toBe('like:5:7')
  expect(dedupeKey('follow', { ...concern, postId: null, commentId: null })).toBe('follow:5:1')
})
