import { bigint, nullable, type RowOf, text, time } from '@/lib/postgres/statement'
import type { PlaceDetails } from '@/lib/shared/views'

export const PLACE = {
  id: bigint(),
  name: text(),
  kind: text(),
  address: nullable(text()),
  createdAt: time(),
}

export type PlaceRow = RowOf<typeof PLACE>

/** The SELECT list of a PlaceRow. `p` is the alias of "Place". */
export const PLACE_COLUMNS = `p.id, p.name, p.kind, p.address, p."createdAt"`

export function presentPlace({ id, name, kind, address, createdAt }: PlaceRow): PlaceDetails {
  return { id: String(id), name, kind, address, createdAt: createdAt.toISOString() }
}
