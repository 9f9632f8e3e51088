import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startLoop } from '@/workers/jobs/loop'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('runs at once and then every so often', async () => {
  const work = vi.fn(async () => undefined)
  const loop = startLoop({ name: 'test', every: 100, work })
  expect(work).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(250)
  expect(work).toHaveBeenCalledTimes(3)
  await loop.stop()
})

it('does nothing at the start of the process when it is to run later', async () => {
  const work = vi.fn(async () => undefined)
  const loop = startLoop({ name: 'test', after: 1000, every: 100, work })
  await vi.advanceTimersByTimeAsync(999)
  expect(work).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(101)
  expect(work).toHaveBeenCalledTimes(2)
  await loop.stop()
})

it('runs again at once while there is more, and goes on after an error', async () => {
  const work = vi.fn<() => Promise<unknown>>().mockResolvedValue(undefined)
  work.mockResolvedValueOnce(true).mockRejectedValueOnce(new Error('away'))
  const loop = startLoop({ name: 'test', every: 100, work })
  await vi.advanceTimersByTimeAsync(1)
  expect(work).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(100)
  expect(work).toHaveBeenCalledTimes(3)
  await loop.stop()
  await vi.advanceTimersByTimeAsync(1000)
  expect(work).toHaveBeenCalledTimes(3)
})
