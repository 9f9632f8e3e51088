import { api } from '@/components/client/api'
import type { NewPlace } from '@/lib/shared/schemas'
import type { PlaceDetails } from '@/lib/shared/views'

/** Adds a place for everybody. Throws an ApiProblem with `fields` when something is missing. */
export async function addPlace({ name, kind, address }: NewPlace): Promise<PlaceDetails> {
  const body = { name: name.trim(), kind: kind.trim(), address: address?.trim() || undefined }
  return (await api.post<{ place: PlaceDetails }>('/api/places', body)).place
}
