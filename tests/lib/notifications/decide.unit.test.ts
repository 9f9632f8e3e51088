import { describe, expect, test } from 'vitest'
import { type Decision, decide, type KnownEvent } from '@/lib/notifications/decide'
import type { Cause, Concerned, Facts, NotificationType } from '@/lib/shared/notification-kinds'

const NOBODY: Record<Concerned, boolean> = {
  ...{ mentioned: false, participants: false, author: false, friends: false },
  ...{ subscribers: false, followed: false, asked: false, asker: false },
}
const NOW = new Date('2026-11-22T12:00:00Z')
const HOUR = 60 * 60_000
const ago = (ms: number) => new Date(NOW.getTime() - ms)

/** A cause that stands, for somebody who may see it and to whom nothing else applies. */
function facts(given: Partial<Facts>): Facts {
  return { ...NOBODY, stands: true, visible: true, apart: false, muted: false, arrival: false, ...given }
}

let ids = 0n
const told = (type: NotificationType, given: Partial<KnownEvent> = {}): KnownEvent => ({
  ...{ id: ++ids, type, valid: true, parted: false, alertedAt: ago(HOUR) },
  ...given,
})
const takenBack = (type: NotificationType, alertedAt = ago(HOUR)) => told(type, { valid: false, alertedAt })

/** In words: what is done to bring the rows in line. */
function outcome(cause: Cause, given: Partial<Facts>, known: KnownEvent[] = [], at: Date | null = NOW): string[] {
  const { alert, returns, takenBack: gone }: Decision = decide(cause, { facts: facts(given), at, known })
  return [
    ...(alert ? [`alerts ${alert}`] : []),
    ...(returns ? [`returns ${returns.type}`] : []),
    ...gone.map(({ type }) => `takes back ${type}`),
  ]
}

/** Everything that somebody can be to a post or to a comment. */
const IN_POST = { mentioned: true, friends: true, subscribers: true, arrival: true }
const IN_COMMENT = { mentioned: true, participants: true, author: true }

describe('one cause gives one row, of the first kind that fits', () => {
  test.each<[Cause, Partial<Facts>, NotificationType]>([
    ['comment', IN_COMMENT, 'mention'],
    ['comment', { ...IN_COMMENT, mentioned: false }, 'reply'],
    ['comment', { author: true }, 'comment'],
    ['post', IN_POST, 'mention'],
    ['post', { ...IN_POST, mentioned: false }, 'check_in'],
    ['post', { subscribers: true, arrival: true }, 'new_post'],
    ['post', { friends: true, subscribers: true }, 'new_post'],
    ['like', { author: true }, 'like'],
    ['follow', { followed: true }, 'follow'],
    ['friendship', { asked: true }, 'friend_request'],
    ['friendship', { asker: true }, 'friend_accepted'],
  ])('a %s for %o alerts as %s', (cause, given, type) => {
    expect(outcome(cause, given)).toEqual([`alerts ${type}`])
  })

  test.each<[Cause, Partial<Facts>]>([
    ['post', { friends: true }],
    ['post', { arrival: true }],
    ['post', { author: true }],
    ['comment', { friends: true, subscribers: true }],
    ['like', { mentioned: true, subscribers: true, friends: true }],
    ['friendship', { followed: true }],
    ['follow', { asked: true }],
  ])('a %s for %o is nothing to tell', (cause, given) => {
    expect(outcome(cause, given)).toEqual([])
  })

  test('what was told as something else moves over when a better kind fits, and back without an alert', () => {
    expect(outcome('post', IN_POST, [told('new_post')])).toEqual(['alerts mention', 'takes back new_post'])
    const after = [takenBack('new_post'), told('mention')]
    expect(outcome('post', { subscribers: true }, after)).toEqual(['returns new_post', 'takes back mention'])
  })
})

describe('never for', () => {
  const reasons: [string, Partial<Facts>][] = [
    ['what is gone', { stands: false }],
    ['what may not be seen', { visible: false }],
    ['people who are apart', { apart: true }],
  ]

  test.each(reasons)('%s, and what was told of it is taken back', (_, why) => {
    for (const [cause, given, type] of [
      ['post', IN_POST, 'mention'],
      ['comment', IN_COMMENT, 'mention'],
      ['comment', { participants: true }, 'reply'],
      ['post', { friends: true, arrival: true }, 'check_in'],
      ['post', { subscribers: true }, 'new_post'],
      ['like', { author: true }, 'like'],
      ['follow', { followed: true }, 'follow'],
      ['friendship', { asked: true }, 'friend_request'],
    ] as const) {
      expect(outcome(cause, { ...given, ...why })).toEqual([])
      expect(outcome(cause, { ...given, ...why }, [told(type)])).toEqual([`takes back ${type}`])
      expect(outcome(cause, { ...given, ...why }, [takenBack(type)])).toEqual([])
    }
  })

  test('a muted conversation, but for a mention; what was told before it was muted stays', () => {
    const muted = { muted: true }
    expect(outcome('comment', { ...IN_COMMENT, ...muted })).toEqual(['alerts mention'])
    expect(outcome('comment', { author: true, participants: true, ...muted })).toEqual([])
    expect(outcome('like', { author: true, ...muted })).toEqual([])
    expect(outcome('post', { subscribers: true, friends: true, arrival: true, ...muted })).toEqual([])
    expect(outcome('like', { author: true, ...muted }, [told('like')])).toEqual([])
    expect(outcome('like', { author: true, ...muted }, [takenBack('like')])).toEqual([])
  })
})

describe('what was told', () => {
  test('once is not told again, however often it is looked at', () => {
    for (const at of [ago(20 * HOUR), NOW]) {
      expect(outcome('like', { author: true }, [told('like', { alertedAt: ago(30 * HOUR) })], at)).toEqual([])
      expect(outcome('follow', { followed: true }, [told('follow')], at)).toEqual([])
    }
  })

  test('of arrivals, replies and new posts lasts while they stand; a mention or a request does not', () => {
    expect(outcome('post', { arrival: true }, [told('check_in')])).toEqual([])
    expect(outcome('post', {}, [told('new_post')])).toEqual([])
    expect(outcome('comment', { author: true }, [told('reply')])).toEqual([])
    expect(outcome('comment', { author: true }, [told('mention')])).toEqual(['alerts comment', 'takes back mention'])
    expect(outcome('friendship', {}, [told('friend_request')])).toEqual(['takes back friend_request'])
  })
})

describe('what comes back', () => {
  test.each<[NotificationType, Cause, Partial<Facts>]>([
    ['like', 'like', { author: true }],
    ['follow', 'follow', { followed: true }],
    ['friend_accepted', 'friendship', { asker: true }],
    ['new_post', 'post', { subscribers: true }],
  ])('a %s alerts again only when it came about more than twelve hours after the last alert', (type, cause, given) => {
    const within = [takenBack(type, ago(12 * HOUR))]
    const beyond = [takenBack(type, ago(12 * HOUR + 1))]
    expect(outcome(cause, given, within)).toEqual([`returns ${type}`])
    expect(outcome(cause, given, beyond)).toEqual([`alerts ${type}`])
    expect(outcome(cause, given, beyond, ago(HOUR))).toEqual([`returns ${type}`])
    expect(outcome(cause, given, beyond, null)).toEqual([`returns ${type}`])
  })

  test.each<[NotificationType, Cause, Partial<Facts>]>([
    ['friend_request', 'friendship', { asked: true }],
    ['comment', 'comment', { author: true }],
    ['reply', 'comment', { participants: true }],
    ['mention', 'post', { mentioned: true }],
    ['check_in', 'post', { friends: true, arrival: true }],
  ])('a %s alerts again when a newer cause brings it back, and not for the old one', (type, cause, given) => {
    const known = [takenBack(type, ago(HOUR))]
    expect(outcome(cause, given, known, ago(HOUR))).toEqual([`returns ${type}`])
    expect(outcome(cause, given, known, ago(2 * HOUR))).toEqual([`returns ${type}`])
    expect(outcome(cause, given, known, ago(HOUR - 1))).toEqual([`alerts ${type}`])
  })

  test('does not come back when a block or a mute took it, however it ended; what comes about anew is news', () => {
    const parted = told('like', { valid: false, parted: true })
    expect(outcome('like', { author: true }, [parted], ago(2 * HOUR))).toEqual([])
    expect(outcome('like', { author: true }, [parted], NOW)).toEqual([])
    const request = told('friend_request', { valid: false, parted: true })
    expect(outcome('friendship', { asked: true }, [request], NOW)).toEqual(['alerts friend_request'])
  })

  test('is news as another kind when it came about after what was told last, and not when it was told already', () => {
    expect(outcome('post', { subscribers: true }, [takenBack('mention')], ago(2 * HOUR))).toEqual([])
    expect(outcome('post', { mentioned: true }, [takenBack('new_post')], NOW)).toEqual(['alerts mention'])
  })

  test('of two requests back and forth: that Ana asked this morning does not silence that she accepts at noon', () => {
    expect(outcome('friendship', { asker: true }, [takenBack('friend_request')], NOW)).toEqual([
      'alerts friend_accepted',
    ])
    expect(outcome('friendship', { asked: true }, [takenBack('friend_accepted')], NOW)).toEqual([
      'alerts friend_request',
    ])
  })
})

test('the outcome does not depend on the order in which events are known', () => {
  const known = [takenBack('new_post'), told('check_in'), takenBack('mention')]
  const asked = { friends: true, arrival: true, subscribers: true, mentioned: true }
  expect(outcome('post', asked, known)).toEqual(outcome('post', asked, known.toReversed()))
})
