import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import { parseId } from '@/lib/shared/schemas'
import type { PlaceDetails } from '@/lib/shared/views'
import { PLACE, PLACE_COLUMNS, presentPlace } from './place-row'

const FIND = statement('find-place', PLACE, `SELECT ${PLACE_COLUMNS} FROM "Place" WHERE id = $1`)

/** A place by the id in an address, or null. Everybody may see places; who was there is as private as the post about it. */
export async function findPlace(id: string): Promise<PlaceDetails | null> {
  const placeId = parseId(id)
  if (placeId === null) return null
  const [row] = await query(FIND, [placeId])
  return row ? presentPlace(row) : null
}

/** Like `findPlace`, but throws `place_not_found`. */
export async function requirePlace(id: string): Promise<PlaceDetails> {
  const place = await findPlace(id)
  if (!place) throw new AppError('place_not_found', 'There is no such place.')
  return place
}
