import type { z } from 'zod'
import { toPage } from '@/lib/http/page'
import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import type { Viewer } from '@/lib/session/viewer'
import type { placeSearchSchema } from '@/lib/shared/schemas'
import { nameForm, nameKey } from '@/lib/shared/text/name-key'
import type { Page, PlaceDetails } from '@/lib/shared/views'
import { visiblePlace } from '@/lib/visibility/place-visibility'
import { listPlaces } from './list-places'
import { nearPlaces, OTHERS, SEARCH } from './near-places-sql'
import { PLACE, PLACE_COLUMNS, presentPlace } from './place-row'

type Search = z.infer<typeof placeSearchSchema>

const VIEWER = '$1::bigint'

/** Names that match are ordered before anything is asked about their visibility, and only so many of them are looked at. */
const CONSIDERED = 1000

/** The same expression as in the index Place_words, else PostgreSQL does not use the index. */
const WORDS = `array_to_tsvector(string_to_array(p."searchName", ' '))`

/**
 * Whether a name begins with the query: it lies between the query and the query with the last character of Unicode. LIKE
 * uses the index only when PostgreSQL knows the pattern when it makes the plan; this also does when it does not know the query.
 */
const BEGINS = `(p."nameKey" ~>=~ $2 AND p."nameKey" ~<~ ($2 || chr(1114111)))`

/** The same name first; then where the viewer, friends and many were; names that begin with the query; shorter names. */
const ORDER = 'other, circle, within, -visits, length, id'

/**
 * `$1` is the viewer, `$2` the key of the query, `$3` its words, `$4` the cursor, `$5` the number of rows. Of the names that
 * match, those that the viewer can hardly know of are considered last: unlisted, with no check-in of late.
 */
const FOUND = statement(
  'places-by-name',
  PLACE,
  `WITH ${nearPlaces(VIEWER)},
   match AS MATERIALIZED (
     SELECT p.*, p."nameKey" <> $2 AS other, COALESCE(near.circle, ${OTHERS}) AS circle, NOT starts_with(p."nameKey", $2) AS within,
       COALESCE(near.visits, 0) AS visits, length(p.name) AS length
     FROM "Place" p LEFT JOIN near ON near."placeId" = p.id
     WHERE ${BEGINS} OR ${WORDS} @@ $3::tsquery
     ORDER BY near."placeId" IS NULL AND p.listed IS FALSE AND p."addedById" IS DISTINCT FROM ${VIEWER}, ${ORDER} LIMIT ${CONSIDERED})
   SELECT ${PLACE_COLUMNS} FROM match p
   WHERE ($4::bigint IS NULL OR (${ORDER}) > (SELECT ${ORDER} FROM match WHERE id = $4)) AND ${visiblePlace('p', VIEWER)}
   ORDER BY ${ORDER} LIMIT $5`,
  SEARCH,
)

/**
 * Places that the viewer may know of whose name begins with the query or has words that do, the best match first. Case, accents
 * and punctuation do not matter. Without a query, all of them: see `listPlaces`.
 */
export async function searchPlaces(viewer: Viewer | null, { q, ...page }: Search): Promise<Page<PlaceDetails>> {
  if (!q) return listPlaces(viewer, page)
  const { cursor, limit } = page
  const rows = await query(FOUND, [viewer?.id ?? null, nameKey(q), prefixQuery(q), cursor ?? null, limit + 1])
  return toPage(rows, { limit, present: presentPlace, cursor: ({ id }) => String(id) })
}

/** Each word as a prefix, in the syntax of tsquery: quoted, so that no operator gets through. */
function prefixQuery(q: string): string {
  const words = nameForm(q).split(' ').filter(Boolean)
  return words.map((word) => `'${word.replace(/['\\]/g, '$&$&')}':*`).join(' & ')
}
