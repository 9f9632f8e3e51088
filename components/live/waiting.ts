import type { Store } from '@/components/client/store'

/** Resolves after so many milliseconds, or at once when the signal is aborted. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}

/** Resolves as soon as the value of the store meets the condition, or when the signal is aborted. */
export function until<Value>(
  store: Store<Value>,
  condition: (value: Value) => boolean,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!signal.aborted && !condition(store.get())) return
      stop()
      signal.removeEventListener('abort', look)
      resolve()
    }
    const stop = store.subscribe(look)
    signal.addEventListener('abort', look)
    look()
  })
}

export function randomBetween(least: number, most: number, random: () => number = Math.random): number {
  return least + random() * (most - least)
}

/**
 * How long to wait before trying again, in milliseconds: "full jitter", evenly spread over a range that doubles, so that
 * browsers that lost the same server do not come back together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function fullJitter(attempt: number, random: () => number = Math.random): number {
  return random() * Math.min(LONGEST, FIRST * 2 ** attempt)
}

const FIRST = 1_000
const LONGEST = 15_000
