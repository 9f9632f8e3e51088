import type { PlaceDetails } from '@/lib/shared/views'

export type PlaceRow = { id: bigint; name: string; kind: string; address: string | null; createdAt: Date }

export const PLACE_COLUMNS = `id, name, kind, address, "createdAt"`

export function presentPlace({ id, name, kind, address, createdAt }: PlaceRow): PlaceDetails {
  return { id: String(id), name, kind, address, createdAt: createdAt.toISOString() }
}
