import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api'

const MINUTE = 60_000
const ON_SERVER = typeof window === 'undefined'

/** A refused request would be refused again. One that got no answer, or a 503, may succeed later. */
function worthRetrying(failures: number, error: unknown): boolean {
  return failures < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status === 503)
}

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A page that the server has just rendered is not requested again; one that an earlier visit left is.
        staleTime: 2_000,
        // On the server a client lives for one rendering; a timer would keep it in memory.
        gcTime: ON_SERVER ? Number.POSITIVE_INFINITY : 10 * MINUTE,
        refetchOnWindowFocus: false,
        retry: worthRetrying,
      },
      // Offline the library would only put a change off, and the screen would show as done what is lost with the tab. So it
      // fails at once, and says so.
      mutations: { networkMode: 'always' },
    },
  })
}

let ofThisTab: QueryClient | null = null

/**
 * The cache of paged lists and relations. It is passed to each hook: with a provider above all pages, pages that do not use
 * the library would load it too. On the server each call makes a new one, so that one person's data never reach another.
 */
export function queryClient(): QueryClient {
  if (ON_SERVER) return makeClient()
  ofThisTab ??= makeClient()
  return ofThisTab
}
