/** `traverse`: by Back or Forward. The others: by a link, or by a program. */
type Way = 'push' | 'replace' | 'traverse'
type Listener = (url: string, way: Way) => void

const listeners = new Set<Listener>()

/**
 * Calls back when the router begins to change the page, which it does inside of a React transition. The present page stays on
 * the screen until the other one has arrived.
 */
export function onPageChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The router calls it, because `instrumentation-client.ts` exports it. */
export function onRouterTransitionStart(url: string, way: Way): void {
  for (const listener of listeners) listener(url, way)
}
