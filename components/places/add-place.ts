import { api } from '@/components/client/api'
import type { NewPlace } from '@/lib/shared/schemas'
import type { PlaceDetails } from '@/lib/shared/views'

/** Adds a place, or finds the one of the same name. Throws an ApiProblem with `fields` when something is missing. */
export async function addPlace({ name, kind, address, listed }: NewPlace): Promise<PlaceDetails> {
  const body = { name: name.trim(), kind: kind.trim(), address: address?.trim() || undefined, listed }
  return (await api.post<{ place: PlaceDetails }>('/api/places', body)).place
}
