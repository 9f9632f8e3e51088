import { describe, expect, test } from 'vitest'
import { causeOf, dedupeKey, NOTIFICATION_TYPES } from '@/lib/notifications/candidate'
import { decide, type Facts } from '@/lib/notifications/decide'
import { type Cause, kindOf, type NotificationType } from '@/lib/shared/notification-kinds'
import type { NotificationGroup } from '@/lib/shared/views'
import { plainPost } from '../../support/plain-post'
import { factsWith, NOW, ROLES } from './facts'

const alertOf = (cause: Cause, given: Partial<Facts>) =>
  decide(cause, { facts: factsWith(given), causedAt: NOW, existing: [], undone: [] }).alert

/** The sentences about each kind. Who adds a kind to the table adds its sentences here, and nowhere else. */
const ALERTS: [Cause, Partial<Facts>, NotificationType][] = [
  ['comment', { mentioned: true, participants: true, author: true }, 'mention'],
  ['comment', { participants: true, author: true }, 'reply'],
  ['comment', { author: true }, 'comment'],
  ['widening', { commenters: true, mentioned: true, friends: true }, 'widened'],
  ['post', { mentioned: true, friends: true, subscribers: true, checkIn: true }, 'mention'],
  ['post', { friends: true, subscribers: true, checkIn: true }, 'check_in'],
  ['post', { subscribers: true, checkIn: true }, 'new_post'],
  ['post', { friends: true, subscribers: true }, 'new_post'],
  ['like', { author: true }, 'like'],
  ['follow', { followed: true }, 'follow'],
  ['friendship', { asked: true }, 'friend_request'],
  ['friendship', { asker: true }, 'friend_accepted'],
]

const NO_ALERT: [Cause, Partial<Facts>][] = [
  ['post', { friends: true }],
  ['post', { commenters: true }],
  ['widening', { mentioned: true, friends: true, subscribers: true }],
  ['post', { checkIn: true }],
  ['post', { author: true }],
  ['comment', { friends: true, subscribers: true }],
  ['like', { mentioned: true, subscribers: true, friends: true }],
  ['friendship', { followed: true }],
  ['follow', { asked: true }],
]

/** The keys of the kinds whose events share a row. Of every other kind, each event has its own row. */
const GROUP_KEYS: Partial<Record<NotificationType, string>> = {
  new_post: 'new_post:5',
  like: 'like:7',
  follow: 'follow',
  friend_accepted: 'friend_accepted',
}

const IGNORE_THREAD_MUTE: NotificationType[] = ['mention', 'widened']

describe('one cause gives one person one notification, of the first kind that fits', () => {
  test.each(ALERTS)('a %s for %o alerts as %s', (cause, given, type) => {
    expect(alertOf(cause, given)).toBe(type)
  })

  test.each(NO_ALERT)('a %s for %o does not alert', (cause, given) => {
    expect(alertOf(cause, given)).toBeNull()
  })

  test('and every kind has a sentence here', () => {
    expect(new Set(ALERTS.map(([, , type]) => type))).toEqual(new Set(NOTIFICATION_TYPES))
  })
})

/** A row with everything that a row can have. */
function fullRow(type: NotificationType, given: Partial<NotificationGroup> = {}): NotificationGroup {
  const ana = { id: '900', handle: 'ana', name: 'Ana', bio: '', avatarUrl: null }
  const createdAt = '2026-11-22T12:00:00.000Z'
  return {
    id: '1',
    type,
    actors: [ana],
    actorCount: 1,
    post: plainPost('7'),
    comment: { id: '8', author: ana, text: 'well said', createdAt, mentions: [] },
    place: { id: '9', name: 'The Anchor', kind: 'pub' },
    seen: false,
    read: false,
    archived: false,
    seq: '1',
    version: '1',
    firstAt: createdAt,
    lastAt: createdAt,
    ...given,
  }
}
const nothing = { actors: [], post: undefined, comment: undefined, place: undefined }

describe.each(NOTIFICATION_TYPES)('%s', (type) => {
  const kind = kindOf(type)

  test('has a text with and without what it is about, an icon, and a cause', () => {
    expect(kind.text(fullRow(type))).toMatch(/^[a-z]/)
    expect(kind.text(fullRow(type, nothing))).toMatch(/^[a-z]/)
    expect(kind.text(fullRow(type, nothing))).not.toMatch(/undefined|null/)
    expect(kind.icon).toMatch(/^M[\d.\sA-Za-z-]+$/)
    expect(kind.causes.length).toBeGreaterThan(0)
  })

  test('leads to a page of this site, or nowhere when that page is gone', () => {
    expect(kind.link(fullRow(type))).toMatch(/^\/(posts\/7(#comment-8)?|people\/ana)$/)
    expect(kind.link(fullRow(type, nothing))).toBeNull()
  })

  test('can be reached: with its role and no other, its causes alert as this kind', () => {
    for (const cause of kind.causes) {
      expect(alertOf(cause, { [kind.recipients]: true, checkIn: kind.onlyIf !== undefined })).toBe(type)
    }
  })

  test('gives its cause back from a stored event', () => {
    for (const cause of kind.causes) expect(causeOf(type, cause === 'comment' ? 8n : null)).toBe(cause)
  })

  test('shares a row as its sentence says, and notifies in muted conversations only if its sentence says so', () => {
    expect(kind.groupKey?.({ actorId: '5', postId: '7' })).toBe(GROUP_KEYS[type])
    expect(kind.ignoresThreadMute === true).toBe(IGNORE_THREAD_MUTE.includes(type))
  })
})

test('each role receives some kind', () => {
  expect(new Set(NOTIFICATION_TYPES.map((type) => kindOf(type).recipients))).toEqual(new Set(ROLES))
})

test('a reply, a comment and a mention in one lead to the comment, even when only the post is left', () => {
  for (const type of ['reply', 'comment', 'mention'] as const) {
    expect(kindOf(type).link(fullRow(type))).toBe('/posts/7#comment-8')
  }
  expect(kindOf('comment').link(fullRow('comment', { comment: undefined }))).toBeNull()
  expect(kindOf('mention').link(fullRow('mention', { comment: undefined }))).toBe('/posts/7')
})

test('an event is identified by its kind, its actor, and what it is about', () => {
  const candidate = { cause: 'comment', recipientId: 1n, actorId: 5n, postId: 7n, commentId: 8n } as const
  expect(dedupeKey('reply', candidate)).toBe('reply:5:8')
  expect(dedupeKey('like', { ...candidate, commentId: null })).toBe('like:5:7')
  expect(dedupeKey('follow', { ...candidate, postId: null, commentId: null })).toBe('follow:5:1')
})
