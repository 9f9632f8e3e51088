/**
 * The condition of a page, as SQL, for lists with the newest first: the rows after the cursor. When the cursor is NULL, all
 * rows. `$1 IS NULL OR id < $1` means the same, but it cannot use an index in a plan that PostgreSQL makes without the
 * values: each later page would read all rows of the earlier ones.
 */

const MAX_BIGINT = '9223372036854775807'

/** For lists that are ordered by id. */
export function afterCursor(id: string, cursor: string): string {
  return `${id} < COALESCE(${cursor}::bigint, ${MAX_BIGINT})`
}

type Recent = { at: string; id: string }

/** For lists that are ordered by time, then by id. */
export function afterRecentCursor(row: Recent, cursor: Recent): string {
  return `(${row.at}, ${row.id}) < (COALESCE(${cursor.at}::timestamptz, 'infinity'), COALESCE(${cursor.id}::bigint, ${MAX_BIGINT}))`
}
