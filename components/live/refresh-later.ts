import { fullJitter } from './waiting'

/**
 * Loads something anew some time later, once however often it is asked for, again until it works, and not while nobody
 * looks: browsers must not all come at once.
 */
export function refreshLater(load: (signal: AbortSignal) => Promise<void>) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueAt = Number.POSITIVE_INFINITY
  let loading: AbortController | null = null
  let failures = 0
  let waits = false

  function plan(ms: number) {
    const at = Date.now() + ms
    if (at >= dueAt) return
    clearTimeout(timer)
    dueAt = at
    timer = setTimeout(() => void run(), ms)
  }

  function lookAgain() {
    waits = false
    plan(Math.random() * 500)
  }

  async function run() {
    dueAt = Number.POSITIVE_INFINITY
    if (document.visibilityState === 'hidden') {
      if (!waits) document.addEventListener('visibilitychange', lookAgain, { once: true })
      waits = true
      return
    }
    // An answer on its way may be older than the reason for asking again.
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
    /** At a random moment of the next so many milliseconds. */
    within: (ms: number) => plan(Math.random() * ms),
    /** After so many milliseconds. */
    after: plan,
    stop() {
      clearTimeout(timer)
      loading?.abort()
    },
  }
}
