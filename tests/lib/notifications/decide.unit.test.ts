import { describe, expect, test } from 'vitest'
import { type Decision, decide, type ExistingNotification, type Facts } from '@/lib/notifications/decide'
import type { Cause, NotificationType } from '@/lib/shared/notification-kinds'
import { ago, factsWith, HOUR, NOW, retracted, shown } from './facts'

/** The decision in words. */
function outcome(
  cause: Cause,
  given: Partial<Facts>,
  existing: ExistingNotification[] = [],
  { causedAt = NOW, undone = [] }: { causedAt?: Date | null; undone?: ExistingNotification[] } = {},
): string[] {
  const { alert, restore, reuse, retract }: Decision = decide(cause, {
    facts: factsWith(given),
    causedAt,
    existing,
    undone,
  })
  return [
    ...(alert ? [`alerts ${alert}`] : []),
    ...(restore ? [`restores ${restore.type}`] : []),
    ...(reuse ? [`reuses ${reuse.type}`] : []),
    ...retract.map(({ type }) => `retracts ${type}`),
  ]
}

/** Every role that somebody can have for a post or for a comment. */
const IN_POST = { mentioned: true, friends: true, subscribers: true, checkIn: true }
const IN_COMMENT = { mentioned: true, participants: true, author: true }

test('when a better kind fits, it replaces the notification; when it fits no more, the first returns without an alert', () => {
  expect(outcome('post', IN_POST, [shown('new_post')])).toEqual(['alerts mention', 'retracts new_post'])
  const after = [retracted('new_post'), shown('mention')]
  expect(outcome('post', { subscribers: true }, after)).toEqual(['restores new_post', 'retracts mention'])
})

describe('no notification, and an existing one is retracted, when', () => {
  const reasons: [string, Partial<Facts>][] = [
    ['the cause does not exist any more', { exists: false }],
    ['the person may not see the post', { visible: false }],
    ['a block, a mute or a suspension excludes it', { excluded: true }],
  ]

  test.each(reasons)('%s', (_, why) => {
    for (const [cause, given, type] of [
      ['post', IN_POST, 'mention'],
      ['comment', IN_COMMENT, 'mention'],
      ['comment', { participants: true }, 'reply'],
      ['post', { friends: true, checkIn: true }, 'check_in'],
      ['post', { subscribers: true }, 'new_post'],
      ['like', { author: true }, 'like'],
      ['follow', { followed: true }, 'follow'],
      ['friendship', { asked: true }, 'friend_request'],
    ] as const) {
      expect(outcome(cause, { ...given, ...why })).toEqual([])
      expect(outcome(cause, { ...given, ...why }, [shown(type)])).toEqual([`retracts ${type}`])
      expect(outcome(cause, { ...given, ...why }, [retracted(type)])).toEqual([])
    }
  })
})

test('a muted conversation alerts only for a mention; notifications from before the mute stay', () => {
  const muted = { threadMuted: true }
  expect(outcome('comment', { ...IN_COMMENT, ...muted })).toEqual(['alerts mention'])
  expect(outcome('comment', { author: true, participants: true, ...muted })).toEqual([])
  expect(outcome('like', { author: true, ...muted })).toEqual([])
  expect(outcome('post', { subscribers: true, friends: true, checkIn: true, ...muted })).toEqual([])
  expect(outcome('like', { author: true, ...muted }, [shown('like')])).toEqual([])
  expect(outcome('like', { author: true, ...muted }, [retracted('like')])).toEqual([])
})

describe('an existing notification', () => {
  test('does not alert again, however often its event is processed', () => {
    for (const causedAt of [ago(20 * HOUR), NOW]) {
      const old = shown('like', { alertedAt: ago(30 * HOUR) })
      expect(outcome('like', { author: true }, [old], { causedAt })).toEqual([])
      expect(outcome('follow', { followed: true }, [shown('follow')], { causedAt })).toEqual([])
    }
  })

  test('of a check-in, a reply or a new post stays when the role is lost; a mention or a request does not', () => {
    expect(outcome('post', { checkIn: true }, [shown('check_in')])).toEqual([])
    expect(outcome('post', {}, [shown('new_post')])).toEqual([])
    expect(outcome('comment', { author: true }, [shown('reply')])).toEqual([])
    expect(outcome('comment', { author: true }, [shown('mention')])).toEqual(['alerts comment', 'retracts mention'])
    expect(outcome('friendship', {}, [shown('friend_request')])).toEqual(['retracts friend_request'])
  })
})

describe('when a cause comes back', () => {
  test.each<[NotificationType, Cause, Partial<Facts>]>([
    ['like', 'like', { author: true }],
    ['follow', 'follow', { followed: true }],
    ['friend_request', 'friendship', { asked: true }],
    ['friend_accepted', 'friendship', { asker: true }],
    ['mention', 'post', { mentioned: true }],
    ['new_post', 'post', { subscribers: true }],
    ['check_in', 'post', { friends: true, checkIn: true }],
    ['comment', 'comment', { author: true }],
    ['reply', 'comment', { participants: true }],
    ['widened', 'widening', { commenters: true }],
  ])('a %s alerts again only if it was made more than a day after the last alert', (type, cause, given) => {
    const within = [retracted(type, ago(24 * HOUR))]
    const beyond = [retracted(type, ago(24 * HOUR + 1))]
    expect(outcome(cause, given, within)).toEqual([`restores ${type}`])
    expect(outcome(cause, given, beyond)).toEqual([`alerts ${type}`])
    expect(outcome(cause, given, beyond, { causedAt: ago(HOUR) })).toEqual([`restores ${type}`])
    expect(outcome(cause, given, beyond, { causedAt: null })).toEqual([`restores ${type}`])
  })

  test('as something new in place of what was deleted: its notification is reused, if it is of the same kind', () => {
    const undone = [retracted('comment')]
    expect(outcome('comment', { author: true }, [], { undone })).toEqual(['reuses comment'])
    expect(outcome('comment', { author: true }, [], { undone: [shown('comment')] })).toEqual(['reuses comment'])
    expect(outcome('comment', { author: true, mentioned: true }, [], { undone })).toEqual(['alerts mention'])
    expect(outcome('comment', { author: true }, [shown('comment')], { undone })).toEqual([])
    expect(outcome('comment', { author: true, excluded: true }, [], { undone })).toEqual([])
    expect(outcome('comment', { author: true }, [retracted('comment')], { undone })).toEqual(['restores comment'])
  })

  test('what a block or a mute retracted does not return; what is made a day after the last alert alerts', () => {
    const like = shown('like', { retracted: true, retractedByBlock: true })
    expect(outcome('like', { author: true }, [like], { causedAt: ago(2 * HOUR) })).toEqual([])
    expect(outcome('like', { author: true }, [like])).toEqual([])
    const earlier = shown('like', { retracted: true, retractedByBlock: true, alertedAt: ago(25 * HOUR) })
    expect(outcome('like', { author: true }, [earlier])).toEqual(['alerts like'])
  })

  test('as another kind, it alerts if it was made after the last alert of any kind', () => {
    expect(outcome('post', { subscribers: true }, [retracted('mention')], { causedAt: ago(2 * HOUR) })).toEqual([])
    expect(outcome('post', { mentioned: true }, [retracted('new_post')])).toEqual(['alerts mention'])
  })

  test('a friend request this morning does not silence its acceptance at noon, nor the other way round', () => {
    expect(outcome('friendship', { asker: true }, [retracted('friend_request')])).toEqual(['alerts friend_accepted'])
    expect(outcome('friendship', { asked: true }, [retracted('friend_accepted')])).toEqual(['alerts friend_request'])
  })
})

test('the decision does not depend on the order of the existing notifications', () => {
  const existing = [retracted('new_post'), shown('check_in'), retracted('mention')]
  const given = { friends: true, checkIn: true, subscribers: true, mentioned: true }
  expect(outcome('post', given, existing)).toEqual(outcome('post', given, existing.toReversed()))
})
