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
  const first = await ask().catch(nullIfAway)
  if (isOfSite(first)) return first
  waitingPages.change((count) => count + 1)
  try {
    for (;;) {
      await untilRetry()
      const response = await ask().catch(nullIfAway)
      if (isOfSite(response)) return response
    }
  } finally {
    waitingPages.change((count) => count - 1)
  }
}

function nullIfAway(error: unknown): null {
  if (error instanceof DOMException) throw error
  return null
}

/** An answer of the site, and not of a proxy while the site is away. */
function isOfSite(response: Response | null): response is Response {
  return response !== null && ![502, 503, 504].includes(response.status)
}
