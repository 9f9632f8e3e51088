import { describe, expect, test } from 'vitest'
import type { Frame } from '@/components/live/frames'
import { type BellListState, countAfter, isStale, rowsOf } from '@/components/notifications/bell-list-state'
import { dropMark, settleMark } from '@/components/notifications/bell-marks'
import { aGroup, aPage, aState } from './a-group'
import { bell, idsOf, mark, news, open, READ, receiveAll } from './a-list'

describe('Marks', () => {
  const opened = open(aPage(aState('10', 2), [aGroup('b', '10'), aGroup('a', '9')]))
  const readOf = (list: BellListState, id: string) => rowsOf(list, 'all').find((row) => row.id === id)?.read
  const marked = mark(opened, 1, { of: { id: 'b' }, change: READ })

  test('show at once, and leave nothing behind when they are refused', () => {
    expect(readOf(marked, 'b')).toBe(true)
    expect(dropMark(marked, 1)).toEqual(opened)
  })

  test('hold when the answer comes before the frame', () => {
    const answered = receiveAll(settleMark(marked, 1, '11'), bell('11', 1))
    expect(readOf(answered, 'b')).toBe(true)
    const framed = receiveAll(answered, news('11', [aGroup('b', '11', { seq: '10', read: true })]))
    expect([readOf(framed, 'b'), framed.marks.length, isStale(framed, 'all')]).toEqual([true, 0, false])
  })

  test('hold when the frame comes before the answer', () => {
    const framed = receiveAll(marked, news('11', [aGroup('b', '11', { seq: '10', read: true })]))
    const answered = settleMark(framed, 1, '11')
    expect([readOf(answered, 'b'), answered.marks.length]).toEqual([true, 0])
  })

  test('do not hide what happened after them', () => {
    const again = aGroup('b', '12', { actorCount: 2 })
    const list = settleMark(receiveAll(marked, news('11', [aGroup('b', '11', READ)]), news('12', [again])), 1, '11')
    expect(readOf(list, 'b')).toBe(false)
  })

  test('an event from before the mark does not undo it', () => {
    const grown = aGroup('b', '11', { actorCount: 2 })
    const meanwhile = receiveAll(marked, news('11', [grown]))
    expect(readOf(meanwhile, 'b')).toBe(true)
    const answered = receiveAll(settleMark(meanwhile, 1, '12'), news('12', [{ ...grown, version: '12', read: true }]))
    expect(rowsOf(answered, 'all')[0]).toMatchObject({ id: 'b', read: true, actorCount: 2 })
  })

  test('an event from before the mark does not undo it either when it comes after the answer', () => {
    const grown = aGroup('b', '11', { actorCount: 2 })
    const late = receiveAll(settleMark(marked, 1, '12'), news('11', [grown]))
    expect(readOf(late, 'b')).toBe(true)
    const framed = receiveAll(late, news('12', [{ ...grown, version: '12', read: true }]))
    expect(rowsOf(framed, 'all')[0]).toMatchObject({ id: 'b', read: true, actorCount: 2 })
  })

  test('the last of two counts, whichever answer comes first', () => {
    const both = mark(marked, 2, { of: { id: 'b' }, change: { read: false } })
    expect(readOf(both, 'b')).toBe(false)
    expect(readOf(settleMark(both, 1, '11'), 'b')).toBe(false)
    expect(readOf(dropMark(both, 2), 'b')).toBe(true)
  })

  test('all as read stops at what was shown', () => {
    const list = receiveAll(mark(opened, 1, { of: { upTo: '10' }, change: READ }), news('11', [aGroup('c', '11')]))
    expect([readOf(list, 'a'), readOf(list, 'b'), readOf(list, 'c')]).toEqual([true, true, false])
  })

  test('all as read holds for rows that the frame does not contain', () => {
    const list = settleMark(mark(opened, 1, { of: { upTo: '10' }, change: READ }), 1, '11')
    const framed = receiveAll(list, news('11', [aGroup('b', '11', { seq: '10', read: true })]))
    expect([framed.marks.length, readOf(framed, 'a')]).toEqual([0, true])
  })

  test('archiving takes a row away at once, and a refusal brings it back where it was', () => {
    const put = mark(opened, 1, { of: { id: 'b' }, change: { archived: true, read: true } })
    expect(idsOf(put)).toEqual(['a'])
    expect(idsOf(dropMark(put, 1))).toEqual(['b', 'a'])
  })

  test('a mark on a row that has vanished meanwhile brings nothing back', () => {
    const gone = receiveAll(marked, news('11', [aGroup('b', '11', { actorCount: 0 })]))
    expect(idsOf(settleMark(gone, 1, '12'))).toEqual(['a'])
    expect(idsOf(dropMark(gone, 1))).toEqual(['a'])
  })
})

describe('What is new after a mark', () => {
  const opened = open(aPage(aState('10', 2), [aGroup('b', '10'), aGroup('a', '9')]))

  test.each<[what: string, frames: Frame[], count: number]>([
    ['nothing at first', [], 0],
    ['one row for one event', [news('11', [aGroup('c', '11')])], 1],
    ['one row for two events in it', [news('11', [aGroup('c', '11')]), news('12', [aGroup('c', '12')])], 1],
    ['two rows of one transaction', [news('11', [aGroup('c', '11'), aGroup('d', '11')])], 2],
    ['not what was read elsewhere', [news('11', [aGroup('c', '11', READ)])], 0],
    [
      'never less than nothing when rows vanish',
      [news('11', [aGroup('b', '11', { actorCount: 0 }), aGroup('a', '11', { actorCount: 0 })])],
      0,
    ],
  ])('is %s', (_what, frames, count) => {
    expect(countAfter(receiveAll(opened, ...frames), '10')).toBe(count)
  })
})
