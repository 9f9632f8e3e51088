import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import { AppError } from '@/lib/process/errors'
import type { Viewer } from '@/lib/session/viewer'
import { parseId } from '@/lib/shared/schemas'
import type { PlaceDetails } from '@/lib/shared/views'
import { visiblePlace } from '@/lib/visibility/place-visibility'
import { PLACE, PLACE_COLUMNS, presentPlace } from './place-row'

/** `$1` is the place, `$2` the viewer. */
const FIND = statement(
  'find-place',
  PLACE,
  `SELECT ${PLACE_COLUMNS} FROM "Place" p WHERE p.id = $1 AND ${visiblePlace('p', '$2::bigint')}`,
)

/** A place by the id in an address, or null when there is none that the viewer may know of. */
export async function findPlace(viewer: Viewer | null, id: string): Promise<PlaceDetails | null> {
  const placeId = parseId(id)
  if (placeId === null) return null
  const [row] = await query(FIND, [placeId, viewer?.id ?? null])
  return row ? presentPlace(row) : null
}

/** Like `findPlace`, but throws `place_not_found`. */
export async function requirePlace(viewer: Viewer | null, id: string): Promise<PlaceDetails> {
  const place = await findPlace(viewer, id)
  if (!place) throw new AppError('place_not_found', 'There is no such place.')
  return place
}
