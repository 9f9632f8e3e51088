import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lazyRetry, missingParts, retryNow } from '@/components/ui/lazy-retry'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Code that cannot be loaded until `arrives` is called. */
function part() {
  let works = false
  const load = vi.fn(async () => {
    if (!works) throw new Error('the network is away')
    return 'code'
  })
  return { load, arrives: () => (works = true) }
}

test('a part that cannot be loaded is missing until it is there, and is tried again by itself', async () => {
  const { load, arrives } = part()
  const loading = lazyRetry(load)()
  await vi.advanceTimersByTimeAsync(0)
  expect(missingParts.get()).toBe(1)
  arrives()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await loading).toBe('code')
  expect(missingParts.get()).toBe(0)
})

test('when the reader presses Try again it is tried at once, and not once more for the pause', async () => {
  const { load, arrives } = part()
  const loading = lazyRetry(load)()
  await vi.advanceTimersByTimeAsync(0)
  arrives()
  retryNow()
  expect(await loading).toBe('code')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(load).toHaveBeenCalledTimes(2)
})

test('the pointer, the focus and the press ask for the same part: one attempt at a time, and one missing part', async () => {
  const { load, arrives } = part()
  const loadPart = lazyRetry(load)
  const all = [loadPart(), loadPart(), loadPart()]
  await vi.advanceTimersByTimeAsync(2_999)
  expect([load.mock.calls.length, missingParts.get()]).toEqual([1, 1])
  arrives()
  await vi.advanceTimersByTimeAsync(1)
  expect(await Promise.all(all)).toEqual(['code', 'code', 'code'])
  expect(missingParts.get()).toBe(0)
})

test('a part that is on its way for eight seconds is missing too; one that comes sooner is not', async () => {
  let arrive = (_code: string) => {}
  const slow = () => new Promise<string>((resolve) => (arrive = resolve))
  const loading = lazyRetry(slow)()
  await vi.advanceTimersByTimeAsync(7_999)
  expect(missingParts.get()).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(missingParts.get()).toBe(1)
  arrive('code')
  expect(await loading).toBe('code')
  expect(missingParts.get()).toBe(0)
  expect(await lazyRetry(async () => 'code')()).toBe('code')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(missingParts.get()).toBe(0)
})
