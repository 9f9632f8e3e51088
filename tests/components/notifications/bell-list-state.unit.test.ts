import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { badgeOf, nameOfBell, newerState, newsOf } from '@/components/live/bell-state'
import type { Frame } from '@/components/live/frames'
import { INITIAL, receiveLive } from '@/components/live/live-state'
import { isStale, rowsOf } from '@/components/notifications/bell-list-state'
import { appendBellPage, mergeBellPage } from '@/components/notifications/receive-bell'
import { aGroup, aPage, aState } from './a-group'
import { bell, hello, idsOf, news, open, READ, receiveAll } from './a-list'

describe('The badge', () => {
  const badgeAfter = (...frames: Frame[]) => frames.reduce(receiveLive, INITIAL).bell?.unseen

  test.each<[what: string, frames: Frame[], badge: number]>([
    ['is what hello says', [hello('7', 3)], 3],
    ['follows the stream', [hello('7', 3), news('8', [], 4)], 4],
    ['does not go back when frames come in the wrong order', [news('9', [], 0), news('8', [], 4)], 0],
    ['is not brought back by a late answer to a request', [bell('9', 0), bell('8', 3)], 0],
    ['is not brought back by the hello of a stream that was opened before', [news('9', [], 0), hello('8', 3)], 0],
    ['knows that 10 is more than 9', [news('9', [], 1), news('10', [], 2)], 2],
    ['stays the same when a frame comes twice', [news('9', [], 2), news('9', [], 2)], 2],
    ['stays while the connection is lost', [hello('7', 3), { event: 'lost' }], 3],
  ])('%s', (_what, frames, badge) => {
    expect(badgeAfter(...frames)).toBe(badge)
  })

  test('is that of the highest version, whatever the order and the source of the frames', () => {
    const frames = fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.constantFrom(hello, bell)), { minLength: 1 })
    fc.assert(
      fc.property(frames, (given) => {
        const received = given.map(([version, make]) => make(String(version), version % 7))
        expect(badgeAfter(...received)).toBe(Math.max(...given.map(([version]) => version)) % 7)
      }),
    )
  })

  test('the state that the server rendered holds until a newer one is received', () => {
    expect(newerState(null, aState('4', 2)).unseen).toBe(2)
    expect(newerState(aState('5', 1), aState('4', 2)).unseen).toBe(1)
    expect(newerState(aState('3', 9), aState('4', 2)).unseen).toBe(2)
  })

  test.each([
    [0, '', 'Notifications', ''],
    [1, '1', 'Notifications, 1 new', '1 new notification'],
    [99, '99', 'Notifications, 99 new', '99 new notifications'],
    [100, '99+', 'Notifications, 99+ new', '99+ new notifications'],
    [-1, '', 'Notifications', ''],
  ])('%i unseen reads “%s”', (unseen, badge, name, said) => {
    expect([badgeOf(unseen), nameOfBell(unseen), newsOf(unseen)]).toEqual([badge, name, said])
  })
})

describe('The list', () => {
  const opened = open(aPage(aState('10', 2), [aGroup('b', '10'), aGroup('a', '9')]))

  test('shows the latest first: 10 before 9, by number and not by text', () => {
    const list = receiveAll(open(aPage(aState('9'), [aGroup('a', '9')])), news('10', [aGroup('b', '10')]))
    expect(idsOf(list)).toEqual(['b', 'a'])
  })

  test('orders groups of one transaction by id, as the server does', () => {
    const list = receiveAll(opened, news('11', [aGroup('7', '11'), aGroup('12', '11')]))
    expect(idsOf(list)).toEqual(['12', '7', 'b', 'a'])
  })

  test.each<[what: string, frames: Frame[], ids: string[], stale: boolean]>([
    ['gets a new row', [news('11', [aGroup('c', '11')])], ['c', 'b', 'a'], false],
    ['moves a row up that grew', [news('11', [aGroup('a', '11', { actorCount: 2 })])], ['a', 'b'], false],
    ['loses a row that has no actors any more', [news('11', [aGroup('b', '11', { actorCount: 0 })])], ['a'], false],
    [
      'does not bring that row back when an older version comes late',
      [news('12', [aGroup('c', '12', { actorCount: 0 })]), news('11', [aGroup('c', '11')])],
      ['b', 'a'],
      false,
    ],
    [
      'has the right order when frames come in the wrong one',
      [news('12', [aGroup('d', '12')]), news('11', [aGroup('c', '11')])],
      ['d', 'c', 'b', 'a'],
      false,
    ],
    ['lacks something when a version is missing', [news('12', [aGroup('d', '12')])], ['d', 'b', 'a'], true],
    ['lacks something when hello has a higher version', [hello('11')], ['b', 'a'], true],
    ['lacks something when a poll has a higher version', [bell('13', 1)], ['b', 'a'], true],
    ['lacks nothing when hello has the same version', [hello('10')], ['b', 'a'], false],
    ['lacks nothing when hello has a lower version', [hello('8')], ['b', 'a'], false],
    ['lacks nothing when the frame of a mark comes after its answer', [bell('11'), news('11', [])], ['b', 'a'], false],
    [
      // Two transactions. Their frames were both made after the second one, each with the groups of one transaction.
      'lacks something when no group has the version of the frame',
      [news('12', [aGroup('c', '11')])],
      ['c', 'b', 'a'],
      true,
    ],
    [
      'lacks nothing when the other frame has come, too',
      [news('12', [aGroup('c', '11')]), news('12', [aGroup('d', '12')])],
      ['d', 'c', 'b', 'a'],
      false,
    ],
    ['does not change when a frame is repeated', [news('10', [aGroup('b', '10')])], ['b', 'a'], false],
  ])('%s', (_what, frames, ids, stale) => {
    const list = receiveAll(opened, ...frames)
    expect(idsOf(list)).toEqual(ids)
    expect(isStale(list, 'all')).toBe(stale)
  })

  test('keeps the newest version of a row in whatever order versions come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 11, max: 60 }), { minLength: 1 }), (versions) => {
        const frames = versions.map((version) =>
          news(String(version), [aGroup('a', String(version), { actorCount: version })]),
        )
        const row = rowsOf(receiveAll(opened, ...frames), 'all').find(({ id }) => id === 'a')
        expect(row?.actorCount).toBe(Math.max(...versions))
      }),
    )
  })

  test('lacks nothing after one page, however many frames were missed', () => {
    const gaps = receiveAll(opened, news('14', [aGroup('f', '14')]), news('17', [aGroup('g', '17')]), hello('17'))
    expect(isStale(gaps, 'all')).toBe(true)
    const items = [aGroup('g', '17'), aGroup('f', '14'), aGroup('c', '11'), aGroup('b', '10')]
    const whole = open(aPage(aState('17', 4), items), 'all', gaps)
    expect(isStale(whole, 'all')).toBe(false)
    expect(idsOf(whole)).toEqual(['g', 'f', 'c', 'b'])
  })

  test('joins a page with the frames that came while it was read', () => {
    const knownBefore = opened.groups
    const meanwhile = receiveAll(opened, news('12', [aGroup('d', '12')]), news('13', [aGroup('e', '13')]))
    const page = aPage(aState('11', 3), [aGroup('c', '11'), aGroup('b', '10'), aGroup('a', '9')])
    const list = mergeBellPage(meanwhile, { filter: 'all', page, knownBefore })
    expect(idsOf(list)).toEqual(['e', 'd', 'c', 'b', 'a'])
    expect(isStale(list, 'all')).toBe(false)
    expect(list.views.all?.headSeq).toBe('13')
  })

  test('a page that is older than what the stream brought meanwhile changes nothing back', () => {
    const list = receiveAll(opened, news('11', [aGroup('b', '11', { read: true, seq: '10' })]))
    const late = mergeBellPage(list, {
      filter: 'all',
      page: aPage(aState('10', 2), [aGroup('b', '10'), aGroup('a', '9')]),
      knownBefore: opened.groups,
    })
    expect(rowsOf(late, 'all').map(({ id, read }) => [id, read])).toEqual([
      ['b', true],
      ['a', false],
    ])
    expect(isStale(late, 'all')).toBe(false)
  })

  test('may be marked as seen up to the seq of its rows, not up to versions that it lacks', () => {
    expect(opened.views.all?.headSeq).toBe('10')
    expect(receiveAll(opened, news('11', [aGroup('c', '11')])).views.all?.headSeq).toBe('11')
    expect(receiveAll(opened, hello('15')).views.all?.headSeq).toBe('10')
    expect(receiveAll(opened, news('15', [aGroup('c', '15')])).views.all?.headSeq).toBe('10')
  })
})

describe('Filters', () => {
  const mention = aGroup('m', '8', { type: 'mention' })
  const list = open(aPage(aState('10'), [aGroup('b', '10'), aGroup('a', '9', READ), mention]))

  test('show the same groups, and a row leaves a filter as soon as it does not match', () => {
    const unread = open(aPage(aState('10'), [aGroup('b', '10'), mention]), 'unread', list)
    const all = open(aPage(aState('10'), []), 'archived', open(aPage(aState('10'), [mention]), 'mentions', unread))
    expect([idsOf(all), idsOf(all, 'unread'), idsOf(all, 'mentions'), idsOf(all, 'archived')]).toEqual([
      ['b', 'a', 'm'],
      ['b', 'm'],
      ['m'],
      [],
    ])
    const put = receiveAll(all, news('11', [{ ...mention, version: '11', archived: true, read: true }]))
    expect([idsOf(put), idsOf(put, 'unread'), idsOf(put, 'mentions'), idsOf(put, 'archived')]).toEqual([
      ['b', 'a'],
      ['b'],
      [],
      ['m'],
    ])
  })

  test('have pages of their own: an older row of one filter is not shown in another that lacks the rows above it', () => {
    const short = open(aPage(aState('10'), [aGroup('b', '10')], '10-b'))
    const both = open(aPage(aState('10'), [mention]), 'mentions', short)
    expect(idsOf(both)).toEqual(['b'])
    expect(idsOf(both, 'mentions')).toEqual(['m'])
    const page = aPage(aState('10'), [aGroup('a', '9'), mention])
    const more = appendBellPage(both, { filter: 'all', page, knownBefore: both.groups, cursor: '10-b' })
    expect(idsOf(more)).toEqual(['b', 'a', 'm'])
  })

  test('ignore an older page that no longer continues what is shown', () => {
    const short = open(aPage(aState('10'), [aGroup('b', '10')], '10-b'))
    const reopened = open(aPage(aState('11'), [aGroup('c', '11')], '11-c'), 'all', short)
    const late = appendBellPage(reopened, {
      filter: 'all',
      page: aPage(aState('10'), [aGroup('a', '9')]),
      knownBefore: short.groups,
      cursor: '10-b',
    })
    expect(idsOf(late)).toEqual(['c'])
  })
})
