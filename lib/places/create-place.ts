import type { IdempotencyKey } from '@/lib/mutation/idempotency'
import { mutate } from '@/lib/mutation/mutate'
import type { Viewer } from '@/lib/session/viewer'
import type { NewPlace } from '@/lib/shared/schemas'
import type { PlaceDetails } from '@/lib/shared/views'
import { presentPlace } from './place-row'

/** Adds a place where everybody can check in. Idempotent with a key. */
export function createPlace(
  viewer: Viewer,
  { name, kind, address }: NewPlace,
  key: IdempotencyKey | null,
): Promise<{ place: PlaceDetails }> {
  return mutate(
    async ({ tx }) => {
      const data = { name, kind, address: address || null, addedById: viewer.id }
      return { place: presentPlace(await tx.place.create({ data })) }
    },
    { key },
  )
}
