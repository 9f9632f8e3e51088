import { beforeEach, expect, test, vi } from 'vitest'

/** The clock of the server when the page was loaded, by the browser's monotonic clock. */
const LOADED = Date.parse('2026-03-01T12:00:00Z')
const MINUTE = 60_000

let clock: typeof import('@/components/client/server-clock')
let monotonic = 0

beforeEach(async () => {
  vi.resetModules()
  clock = await import('@/components/client/server-clock')
  vi.spyOn(performance, 'now').mockImplementation(() => monotonic)
  monotonic = 0
})

const named = (time: number) => new Date(time).toISOString()

test('without any word of the server the clock of the device counts', () => {
  expect(Math.abs(clock.serverNow() - Date.now())).toBeLessThan(1_000)
})

test('a device whose clock is hours off, or is set while the page is open, has the time of the server', () => {
  clock.noteServerTime(named(LOADED))
  vi.setSystemTime(LOADED + 180 * MINUTE)
  monotonic = 5 * MINUTE
  expect(clock.serverNow()).toBe(LOADED + 5 * MINUTE)
  vi.setSystemTime(LOADED - 180 * MINUTE)
  expect(clock.serverNow()).toBe(LOADED + 5 * MINUTE)
  vi.useRealTimers()
})

test('an answer from a cache changes nothing, and one from the server corrects the time after a sleep', () => {
  clock.noteServerTime(named(LOADED))
  monotonic = MINUTE
  clock.noteServerTime('Sun, 01 Mar 2026 07:00:00 GMT')
  expect(clock.serverNow()).toBe(LOADED + MINUTE)
  // The device slept for half an hour, in which its monotonic clock stood still.
  clock.noteServerTime(named(LOADED + 31 * MINUTE))
  expect(clock.serverNow()).toBe(LOADED + 31 * MINUTE)
})

test('what is no time changes nothing', () => {
  clock.noteServerTime(named(LOADED))
  for (const nonsense of [null, '', 'yesterday']) clock.noteServerTime(nonsense)
  expect(clock.serverNow()).toBe(LOADED)
})
