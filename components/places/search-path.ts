import { LIMITS } from '@/lib/shared/limits'
import { firstGraphemes } from '@/lib/shared/text/graphemes'

/** The places whose names match a query. Of a query that is longer than a name can be, its beginning is searched for. */
export function searchPath(query: string, { limit }: { limit?: number } = {}): string {
  const wanted = new URLSearchParams()
  if (limit) wanted.set('limit', String(limit))
  if (query) wanted.set('q', firstGraphemes(query, LIMITS.placeName.max))
  return wanted.size > 0 ? `/api/places?${wanted}` : '/api/places'
}
