import { QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './api'

const MINUTE = 60_000
const ON_SERVER = typeof window === 'undefined'

/** A refusal stays a refusal; only what was never answered, or "later", is worth asking again. */
function worthRetrying(failures: number, error: unknown): boolean {
  return failures < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status === 503)
}

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What the server rendered need not be asked for again; what an earlier visit left behind must be.
        staleTime: 2_000,
        // On the server a client is dropped with its rendering; a timer would keep it.
        gcTime: ON_SERVER ? Number.POSITIVE_INFINITY : 10 * MINUTE,
        refetchOnWindowFocus: false,
        retry: worthRetrying,
      },
    },
  })
}

let ofThisTab: QueryClient | null = null

/**
 * What lists and relations are cached in. Given to each hook by hand: a provider above all pages would make pages load
 * the library that do without. On the server a new one each time, so that nothing of one person reaches another.
 */
export function queryClient(): QueryClient {
  if (ON_SERVER) return makeClient()
  ofThisTab ??= makeClient()
  return ofThisTab
}
