import { afterEach, expect, test, vi } from 'vitest'
import { spokenTime, timeWords } from '@/components/ui/time-words'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** What somebody in this zone reads. */
function readIn(zone: string, { at, now }: { at: string; now: string }): string {
  vi.stubEnv('TZ', zone)
  return timeWords(Date.parse(at), { now: Date.parse(now), zone: 'local' })
}

test.each([
  ['2026-03-01T12:00:00Z', '2026-03-01T12:00:59.999Z', 'now', 'just now'],
  ['2026-03-01T12:00:00Z', '2026-03-01T12:01:00Z', '1 min', '1 min ago'],
  ['2026-03-01T12:00:00Z', '2026-03-01T12:59:59Z', '59 min', '59 min ago'],
  ['2026-03-01T12:00:00Z', '2026-03-01T13:00:00Z', '1 h', '1 h ago'],
  ['2026-03-01T12:00:00Z', '2026-03-02T11:59:59Z', '23 h', '23 h ago'],
  ['2026-03-01T12:00:00Z', '2026-03-02T12:00:00Z', '1 d', '1 d ago'],
  ['2026-03-01T12:00:00Z', '2026-03-08T11:59:59Z', '6 d', '6 d ago'],
  ['2026-03-01T12:00:00Z', '2026-03-08T12:00:00Z', '1 Mar', 'on 1 Mar'],
  ['2025-09-01T12:00:00Z', '2026-03-08T12:00:00Z', '1 Sept 2025', 'on 1 Sept 2025'],
])('a post of %s is read at %s as "%s", within a sentence as "%s"', (at, now, words, sentence) => {
  expect([readIn('UTC', { at, now }), spokenTime(words)]).toEqual([words, sentence])
})

test('a post that seems to be of the future is of now', () => {
  for (const ahead of [1, 3 * 3_600_000, 400 * 86_400_000]) {
    expect(
      timeWords(Date.parse('2026-03-01T12:00:00Z') + ahead, { now: Date.parse('2026-03-01T12:00:00Z'), zone: 'utc' }),
    ).toBe('now')
  }
})

test.each([
  ['Pacific/Auckland', '2026-02-14T12:30:00Z', '15 Feb'],
  ['America/Los_Angeles', '2026-02-14T03:30:00Z', '13 Feb'],
  ['Asia/Kathmandu', '2026-02-14T18:14:00Z', '14 Feb'],
  ['Asia/Kathmandu', '2026-02-14T18:15:00Z', '15 Feb'],
  ['UTC', '2026-02-14T23:59:59Z', '14 Feb'],
  // Winter time, while it is read in summer time: 23:30 of the day before, and not 00:30.
  ['Europe/Berlin', '2026-02-14T22:30:00Z', '14 Feb'],
])('in %s the date of a post of %s is "%s"', (zone, at, words) => {
  expect(readIn(zone, { at, now: '2026-07-01T12:00:00Z' })).toBe(words)
})

test('the year changes at midnight of the reader, for the date and for today', () => {
  const [at, now] = ['2025-12-20T12:00:00Z', '2025-12-31T12:00:00Z']
  expect(readIn('Pacific/Auckland', { at, now })).toBe('21 Dec 2025')
  expect(readIn('America/Los_Angeles', { at, now })).toBe('20 Dec')
  expect(readIn('Pacific/Auckland', { at: '2025-12-31T12:00:00Z', now: '2026-01-09T12:00:00Z' })).toBe('1 Jan')
  expect(readIn('America/Los_Angeles', { at: '2026-01-01T03:00:00Z', now: '2026-01-09T12:00:00Z' })).toBe('31 Dec 2025')
})

test('a day has 24 hours, also when summer time begins or ends', () => {
  expect(readIn('Europe/Berlin', { at: '2026-03-28T12:00:00Z', now: '2026-03-29T11:59:00Z' })).toBe('23 h')
  expect(readIn('Europe/Berlin', { at: '2026-10-24T12:00:00Z', now: '2026-10-25T12:00:00Z' })).toBe('1 d')
})
