import { createStore } from '@/components/client/store'
import { untilRetry } from '@/components/ui/lazy-retry'

/** How many pages were asked for by links and wait for the network. */
export const waitingPages = createStore(0)

/**
 * Keeps the present page while the next one cannot be read. Without this, the router leaves for the address as a whole when its
 * request fails, and the reader is on an error page of the browser. Returns how to end it.
 */
export function keepNavigations(): () => void {
  const ask = window.fetch
  window.fetch = (input, init) => (isNavigation(init) ? untilAnswered(() => ask(input, init)) : ask(input, init))
  return () => {
    window.fetch = ask
  }
}

/** The router's request for another page, and not for one that it reads ahead. */
function isNavigation(init?: RequestInit): boolean {
  const headers = new Headers(init?.headers)
  return headers.get('rsc') === '1' && !headers.has('next-router-prefetch')
}

async function untilAnswered(ask: () => Promise<Response>): Promise<Response> {
  let response = await ask().catch(nullIfAway)
  if (isOfSite(response)) return response
  waitingPages.change((count) => count + 1)
  try {
    for (;;) {
      await untilRetry(pauseOf(response))
      response = await ask().catch(nullIfAway)
      if (isOfSite(response)) return response
    }
  } finally {
    waitingPages.change((count) => count - 1)
  }
}

/** Milliseconds after which the site, which has too many requests of this reader, wants to be asked again. */
function pauseOf(response: Response | null): number | undefined {
  return response?.status === 429 ? Number(response.headers.get('retry-after')) * 1000 || undefined : undefined
}

function nullIfAway(error: unknown): null {
  if (error instanceof DOMException) throw error
  return null
}

/** An answer of the site that the router can show, and not one of a proxy while the site is away. */
function isOfSite(response: Response | null): response is Response {
  return response !== null && ![429, 502, 503, 504].includes(response.status)
}
