import { z } from 'zod'
import { pageSchema } from '@/lib/shared/schemas'
import type { Page } from '@/lib/shared/views'

type Listing<Row, Item> = { limit: number; present: (row: Row) => Item; cursor: (row: Row) => string }

/** A page made of rows. The query asks for one row more than `limit`, which only shows that there is a next page. */
export function toPage<Row, Item>(rows: Row[], { limit, present, cursor }: Listing<Row, Item>): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(present), nextCursor: rows.length > limit && last ? cursor(last) : null }
}

/** The cursor of a list that is ordered by time: time (milliseconds since 1970) and id of the last row shown. */
const recentCursorSchema = z
  .string()
  .regex(/^\d{1,13}-[1-9]\d{0,17}$/, 'is not a cursor')
  .transform((cursor) => {
    const [at = '', id = ''] = cursor.split('-')
    return { at: new Date(Number(at)), id: BigInt(id) }
  })

export const recentPageSchema = pageSchema.extend({ cursor: recentCursorSchema.optional() })

export type RecentPageRequest = z.infer<typeof recentPageSchema>

/** The cursor after this row of a list that is ordered by time. */
export function recentCursor({ at, id }: { at: Date; id: bigint }): string {
  return `${at.getTime()}-${id}`
}
