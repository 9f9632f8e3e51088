import type { z } from 'zod'
import { toPage } from '@/lib/http/page'
import { query } from '@/lib/postgres/query'
import type { placeSearchSchema } from '@/lib/shared/schemas'
import type { Page, PlaceDetails } from '@/lib/shared/views'
import { PLACE_COLUMNS, type PlaceRow, presentPlace } from './place-row'

type Search = z.infer<typeof placeSearchSchema>

/** `$1` is the cursor, `$2` the number of rows. */
const NEWEST = `
  SELECT ${PLACE_COLUMNS} FROM "Place" WHERE $1::bigint IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`

/** The same expression as in the index Place_name_words, else PostgreSQL does not use the index. */
const WORDS = `to_tsvector('simple', translate(p.name, '.,:;/\\-_''&@+', '            '))`

/** First the exact name, then names that begin with the query, then names with its words. Shorter names first. */
const relevance = (p: string) => `
  CASE WHEN lower(${p}.name) = lower($1) THEN 0 WHEN lower(${p}.name) LIKE lower($2) THEN 1 ELSE 2 END, length(${p}.name), ${p}.id`

/** `$1` is the query, `$2` a LIKE pattern for its beginning, `$3` its words, `$4` the cursor, `$5` the number of rows. */
const FOUND = `
  SELECT ${PLACE_COLUMNS} FROM "Place" p
  WHERE (lower(p.name) LIKE lower($2) OR ${WORDS} @@ to_tsquery('simple', $3))
    AND ($4::bigint IS NULL OR (${relevance('p')}) > (SELECT ${relevance('c')} FROM "Place" c WHERE c.id = $4))
  ORDER BY ${relevance('p')} LIMIT $5`

/** Places whose name begins with the query or has words that do, the best match first. Without a query, the newest places. */
export async function searchPlaces({ q, cursor, limit }: Search): Promise<Page<PlaceDetails>> {
  const rows = q
    ? await query<PlaceRow>(FOUND, [q, `${escapeLike(q)}%`, toPrefixQuery(q), cursor ?? null, limit + 1])
    : await query<PlaceRow>(NEWEST, [cursor ?? null, limit + 1])
  return toPage(rows, { limit, present: presentPlace, cursor: ({ id }) => String(id) })
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

/** Each word as a prefix, in the syntax of to_tsquery. Only letters and digits are kept, so that no operator gets through. */
function toPrefixQuery(q: string): string {
  const words = q.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words.map((word) => `${word}:*`).join(' & ')
}
