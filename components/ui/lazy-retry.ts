import { createStore } from '@/components/client/store'

/** Milliseconds between two tries. */
const PAUSE = 3_000
/** Milliseconds after which a part that is still on its way counts as missing. */
const SLOW = 8_000

/** How many parts of the page are wanted and could not be loaded yet. */
export const missingParts = createStore(0)
const waiting = new Set<() => void>()

/** Tries at once what waits for the next try. */
export function retryNow(): void {
  for (const go of waiting) go()
}

/**
 * Loads code, and tries again until it works. React replaces the whole page by the error page when a lazy part fails to
 * load, for example because the network is away. All who ask share one attempt.
 */
export function lazyRetry<Module>(load: () => Promise<Module>): () => Promise<Module> {
  let loading: Promise<Module> | undefined
  return () => {
    loading ??= keepTrying(load)
    return loading
  }
}

async function keepTrying<Module>(load: () => Promise<Module>): Promise<Module> {
  let missing = false
  const note = () => {
    if (!missing) missingParts.change((count) => count + 1)
    missing = true
  }
  const timer = setTimeout(note, SLOW)
  for (;;) {
    try {
      const module = await load()
      clearTimeout(timer)
      if (missing) missingParts.change((count) => count - 1)
      return module
    } catch {
      note()
      await untilRetry()
    }
  }
}

/** Waits some seconds, or until the reader wants to try again. */
export function untilRetry(pause = PAUSE): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      waiting.delete(go)
      resolve()
    }
    waiting.add(go)
    setTimeout(go, pause)
  })
}
