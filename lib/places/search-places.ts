import type { z } from 'zod'
import { toPage } from '@/lib/http/page'
import { afterCursor } from '@/lib/postgres/cursor-sql'
import { query } from '@/lib/postgres/query'
import { statement } from '@/lib/postgres/statement'
import type { placeSearchSchema } from '@/lib/shared/schemas'
import type { Page, PlaceDetails } from '@/lib/shared/views'
import { PLACE, PLACE_COLUMNS, presentPlace } from './place-row'

type Search = z.infer<typeof placeSearchSchema>

/** `$1` is the cursor, `$2` the number of rows. */
const NEWEST = statement(
  'newest-places',
  PLACE,
  `SELECT ${PLACE_COLUMNS} FROM "Place" WHERE ${afterCursor('id', '$1')} ORDER BY id DESC LIMIT $2`,
)

/** The same expression as in the index Place_name_words, else PostgreSQL does not use the index. */
const WORDS = `to_tsvector('simple', translate(p.name, '.,:;/\\-_''&@+', '            '))`

/**
 * Whether a name begins with the query: it lies between the query and the query with the last character of Unicode. LIKE
 * uses the index only when PostgreSQL knows the pattern when it makes the plan; this also does when it does not know the query.
 */
const BEGINS = `(lower(p.name) ~>=~ lower($1) AND lower(p.name) ~<~ (lower($1) || chr(1114111)))`

/** First the exact name, then names that begin with the query, then names with its words. Shorter names first. */
const relevance = (p: string) => `
  CASE WHEN lower(${p}.name) = lower($1) THEN 0 WHEN starts_with(lower(${p}.name), lower($1)) THEN 1 ELSE 2 END, length(${p}.name), ${p}.id`

/** `$1` is the query, `$2` its words, `$3` the cursor, `$4` the number of rows. */
const FOUND = statement(
  'places-by-name',
  PLACE,
  `SELECT ${PLACE_COLUMNS} FROM "Place" p
   WHERE (${BEGINS} OR ${WORDS} @@ to_tsquery('simple', $2))
     AND ($3::bigint IS NULL OR (${relevance('p')}) > (SELECT ${relevance('c')} FROM "Place" c WHERE c.id = $3))
   ORDER BY ${relevance('p')} LIMIT $4`,
)

/** Places whose name begins with the query or has words that do, the best match first. Without a query, the newest places. */
export async function searchPlaces({ q, cursor, limit }: Search): Promise<Page<PlaceDetails>> {
  const rows = q
    ? await query(FOUND, [q, toPrefixQuery(q), cursor ?? null, limit + 1])
    : await query(NEWEST, [cursor ?? null, limit + 1])
  return toPage(rows, { limit, present: presentPlace, cursor: ({ id }) => String(id) })
}

/** Each word as a prefix, in the syntax of to_tsquery. Only letters and digits are kept, so that no operator gets through. */
function toPrefixQuery(q: string): string {
  const words = q.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words.map((word) => `${word}:*`).join(' & ')
}
