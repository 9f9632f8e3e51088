import { fullJitter } from './waiting'

/**
 * Loads something again after a time: once, however often it is asked for; repeatedly until it works; and not while the
 * page is hidden, unless it is wanted at once. After a break all browsers have to load, and these rules keep them from doing so
 * at the same moment.
 */
export function refreshLater(load: (signal: AbortSignal) => Promise<void>) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let loading: AbortController | null = null
  let failures = 0
  let waitsForReader = false
  /** What is shown may be forbidden by now, also on a page that is hidden. */
  let urgent = false

  function plan(ms: number) {
    const at = Date.now() + ms
    if (at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => void run(), ms)
  }

  function runSoon() {
    waitsForReader = false
    plan(Math.random() * 500)
  }

  async function run() {
    dueAt = Number.POSITIVE_INFINITY
    if (document.visibilityState === 'hidden' && !urgent) {
      if (!waitsForReader) document.addEventListener('visibilitychange', runSoon, { once: true })
      waitsForReader = true
      return
    }
    urgent = false
    // The answer to an earlier request may have been read before the reason for this one.
    loading?.abort()
    const mine = new AbortController()
    loading = mine
    try {
      await load(mine.signal)
      failures = 0
    } catch {
      if (!mine.signal.aborted) plan(fullJitter(failures++))
    }
  }

  return {
    /** At a random moment within so many milliseconds; 0 means at once. */
    within(ms: number) {
      urgent ||= ms === 0
      plan(Math.random() * ms)
    },
    /** After so many milliseconds, also when the page is hidden. */
    urgently(ms: number) {
      urgent = true
      plan(ms)
    },
    /** After so many milliseconds. */
    after: plan,
    stop() {
      clearTimeout(timer)
      loading?.abort()
    },
  }
}
