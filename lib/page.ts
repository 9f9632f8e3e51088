import type { Page } from './shared/views'

type Listing<Row, Item> = { limit: number; present: (row: Row) => Item; cursor: (row: Row) => string }

/** A page from rows of which one more than `limit` was asked for: that one only tells that there is another page. */
export function toPage<Row, Item>(rows: Row[], { limit, present, cursor }: Listing<Row, Item>): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(present), nextCursor: rows.length > limit && last ? cursor(last) : null }
}
