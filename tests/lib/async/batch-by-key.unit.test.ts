import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { batchByKey } from '@/lib/async/batch-by-key'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** Queues whose work takes this long (milliseconds), and their runs: `key: items @ when it began`. */
function queuesThatTake(ms: number, every = 250) {
  const began = Date.now()
  const runs: string[] = []
  const queues = batchByKey<string>({
    every,
    work: async (key, items) => {
      runs.push(`${key}: ${items.join(' ')} @ ${Date.now() - began}`)
      await pause(ms)
      if (items.includes('poison')) throw new Error('poison')
    },
  })
  return { queues, runs }
}

it('the first item runs at once, those added meanwhile run together, and a later one runs alone again', async () => {
  const { queues, runs } = queuesThatTake(10)
  void queues.add('a', '1')
  expect(runs).toEqual(['a: 1 @ 0'])
  void queues.add('a', '2')
  void queues.add('a', '3')
  await vi.advanceTimersByTimeAsync(259)
  expect(runs).toEqual(['a: 1 @ 0'])
  void queues.add('a', '4')
  await vi.advanceTimersByTimeAsync(1)
  expect(runs).toEqual(['a: 1 @ 0', 'a: 2 3 4 @ 260'])
  await vi.advanceTimersByTimeAsync(1000)
  void queues.add('a', '5')
  expect(runs.slice(2)).toEqual(['a: 5 @ 1260'])
})

it('a key pauses four times as long as its work takes', async () => {
  const { queues, runs } = queuesThatTake(500)
  void queues.add('a', '1')
  void queues.add('a', '2')
  await vi.advanceTimersByTimeAsync(2499)
  expect(runs).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(runs).toEqual(['a: 1 @ 0', 'a: 2 @ 2500'])
})

it('a key whose work waited for a minute pauses for three seconds only', async () => {
  const { queues, runs } = queuesThatTake(60_000)
  void queues.add('a', '1')
  void queues.add('a', '2')
  await vi.advanceTimersByTimeAsync(63_000)
  expect(runs).toEqual(['a: 1 @ 0', 'a: 2 @ 63000'])
})

it('keys do not wait for each other', async () => {
  const { queues, runs } = queuesThatTake(1000)
  for (const key of ['a', 'b', 'c', 'a']) void queues.add(key, '1')
  expect(runs).toEqual(['a: 1 @ 0', 'b: 1 @ 0', 'c: 1 @ 0'])
})

it('each item settles as its own run does, and a failure does not stop later runs', async () => {
  const { queues, runs } = queuesThatTake(10)
  const settled: string[] = []
  const add = (item: string) =>
    queues.add('a', item).then(
      () => void settled.push(`${item} done`),
      () => void settled.push(`${item} failed`),
    )
  for (const item of ['1', 'poison', '2']) void add(item)
  await vi.advanceTimersByTimeAsync(10)
  expect(settled).toEqual(['1 done'])
  void add('3')
  await vi.advanceTimersByTimeAsync(260)
  expect(settled).toEqual(['1 done', 'poison failed', '2 failed', '3 failed'])
  void add('4')
  await vi.advanceTimersByTimeAsync(260)
  expect(settled.at(-1)).toBe('4 done')
  expect(runs).toHaveLength(3)
})

it('work that throws before its first await fails only the items of that run', async () => {
  const queues = batchByKey<string>({
    every: 10,
    work: () => {
      throw new Error('at once')
    },
  })
  await expect(queues.add('a', '1')).rejects.toThrow('at once')
})

it('a key without work is forgotten after its pause', async () => {
  const { queues } = queuesThatTake(10)
  for (let n = 0; n < 100; n++) void queues.add(`key ${n}`, '1')
  expect(queues.size).toBe(100)
  await vi.advanceTimersByTimeAsync(10)
  expect(queues.size).toBe(100)
  await vi.advanceTimersByTimeAsync(250)
  expect(queues.size).toBe(0)
})
