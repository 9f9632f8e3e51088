import { toPage } from '@/lib/http/page'
import { afterCursor } from '@/lib/postgres/cursor-sql'
import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import type { PageRequest } from '@/lib/shared/schemas'
import type { Page, PlaceDetails } from '@/lib/shared/views'
import { visiblePlace } from '@/lib/visibility/place-visibility'
import { nearPlaces, OTHERS, SEARCH } from './near-places-sql'
import { PLACE, PLACE_COLUMNS, presentPlace } from './place-row'

const VIEWER = '$1::bigint'
const CURSOR = '$2::bigint'
/** Null when the cursor is a near place: then all others come after it. */
const CURSOR_OF_OTHERS = `(SELECT ${CURSOR} WHERE NOT EXISTS (SELECT FROM near WHERE "placeId" = ${CURSOR}))`

/** The order: who was there, how often, when last; of the others the newest first. */
const ORDER = 'circle, -visits, -latest'

/** Of the unlisted places after the cursor only so many are looked at, because each needs a search for a visible check-in. */
const CONSIDERED = 1000

/** The newest places after the cursor that are not near. */
const others = (source: string, condition: string) =>
  `(SELECT p.*, ${OTHERS}, 0, p.id FROM ${source} p
    WHERE ${afterCursor('p.id', CURSOR_OF_OTHERS)} AND NOT EXISTS (SELECT FROM near WHERE "placeId" = p.id) AND ${condition}
    ORDER BY p.id DESC LIMIT $3)`

const UNLISTED = `(SELECT p.* FROM "Place" p WHERE ${afterCursor('p.id', CURSOR_OF_OTHERS)} AND p.listed IS FALSE
    ORDER BY p.id DESC LIMIT ${CONSIDERED})`

/**
 * `$1` is the viewer, `$2` the cursor, `$3` the number of rows. Near places are few and sorted together; the others are read in
 * the order of the indexes of ids, from the cursor on when it is one of them.
 */
const LISTED = statement(
  'places',
  PLACE,
  `WITH ${nearPlaces(VIEWER)}
   SELECT ${PLACE_COLUMNS} FROM (
     SELECT p.*, near.circle, near.visits, near.latest FROM near JOIN "Place" p ON p.id = near."placeId"
       WHERE ${visiblePlace('p', VIEWER)}
     UNION ALL ${others('"Place"', 'p.listed IS NOT FALSE')}
     UNION ALL ${others(UNLISTED, visiblePlace('p', VIEWER))}) p
   WHERE ${CURSOR} IS NULL OR (${ORDER}) > (
     SELECT ${ORDER} FROM (SELECT circle, visits, latest, 0 AS second FROM near WHERE "placeId" = ${CURSOR}
       UNION ALL SELECT ${OTHERS}, 0, ${CURSOR}, 1 ORDER BY second LIMIT 1) at)
   ORDER BY ${ORDER} LIMIT $3`,
  SEARCH,
)

/** The places that a viewer may know of: where they were, where their friends were, where many were, then the newest. */
export async function listPlaces(viewer: Viewer | null, { cursor, limit }: PageRequest): Promise<Page<PlaceDetails>> {
  const rows = await query(LISTED, [viewer?.id ?? null, cursor ?? null, limit + 1])
  return toPage(rows, { limit, present: presentPlace, cursor: ({ id }) => String(id) })
}
