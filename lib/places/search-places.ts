import type { z } from 'zod'
import { toPage } from '@/lib/http/page'
import { query } from '@/lib/postgres/db'
import type { placeSearchSchema } from '@/lib/shared/schemas'
import type { Page, PlaceDetails } from '@/lib/shared/views'
import { PLACE_COLUMNS, type PlaceRow, presentPlace } from './place-row'

type Search = z.infer<typeof placeSearchSchema>

const NEWEST = `
  SELECT ${PLACE_COLUMNS} FROM "Place" WHERE $1::bigint IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`

/** As the index Place_name_words has it, or it would not be used. */
const WORDS = `to_tsvector('simple', translate(p.name, '.,:;/\\-_''&@+', '            '))`

/** The name itself, then what begins with it, then what has its words; among equals the shorter name says it better. */
const relevance = (p: string) => `
  CASE WHEN lower(${p}.name) = lower($1) THEN 0 WHEN lower(${p}.name) LIKE lower($2) THEN 1 ELSE 2 END, length(${p}.name), ${p}.id`

/** `$1` what was asked for, `$2` it as the beginning of a name, `$3` its words, `$4` the cursor, `$5` how many. */
const FOUND = `
  SELECT ${PLACE_COLUMNS} FROM "Place" p
  WHERE (lower(p.name) LIKE lower($2) OR ${WORDS} @@ to_tsquery('simple', $3))
    AND ($4::bigint IS NULL OR (${relevance('p')}) > (SELECT ${relevance('c')} FROM "Place" c WHERE c.id = $4))
  ORDER BY ${relevance('p')} LIMIT $5`

/** Places whose name begins with this, or has words that do, most relevant first; without a wish, the newest. */
export async function searchPlaces({ q, cursor, limit }: Search): Promise<Page<PlaceDetails>> {
  const rows = q
    ? await query<PlaceRow>(FOUND, [q, `${escapeLike(q)}%`, beginningsOf(q), cursor ?? null, limit + 1])
    : await query<PlaceRow>(NEWEST, [cursor ?? null, limit + 1])
  return toPage(rows, { limit, present: presentPlace, cursor: ({ id }) => String(id) })
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

/** Every word as a beginning, in the language of to_tsquery. Letters and digits only, so that nobody writes a query there. */
function beginningsOf(q: string): string {
  const words = q.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return words.map((word) => `${word}:*`).join(' & ')
}
