import { bigint, nullable, type RowOf, text, time } from '@/lib/postgres/statement'
import type { PlaceDetails } from '@/lib/shared/views'

export const PLACE = {
  id: bigint(),
  name: text(),
  kind: text(),
  address: nullable(text()),
  createdAt: time(),
}

type PlaceRow = RowOf<typeof PLACE>

export const PLACE_COLUMNS = `id, name, kind, address, "createdAt"`

export function presentPlace({ id, name, kind, address, createdAt }: PlaceRow): PlaceDetails {
  return { id: String(id), name, kind, address, createdAt: createdAt.toISOString() }
}
