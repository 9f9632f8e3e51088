import { readerId } from '@/bench/world/people'
import { PULL_IDS } from '@/lib/feed/feed-sql'
import { query } from '@/lib/postgres/query'
import { redis } from '@/lib/redis/client'
import { generationOf } from '@/lib/redis/generation'
import { homeKey } from '@/lib/redis/keys'

/** The middle between 720 and 816 ids, the lengths of timelines in use. */
const LENGTH = 768
const AT_ONCE = 8

/** Fills the readers' timelines as fan-out would have done: with the ids of their newest posts, oldest first. */
export async function fillRealTimelines(readers: number): Promise<void> {
  const epoch = `${await generationOf(redis, 0)}-bench`
  let next = 0
  const filler = async () => {
    while (next < readers) await fill(next++, epoch)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, filler))
}

async function fill(reader: number, epoch: string): Promise<void> {
  const rows = await query(PULL_IDS, [readerId(reader), null, LENGTH, null])
  const ids = rows.map((row) => String(row.id)).reverse()
  await redis.rpush(homeKey(readerId(reader)), `${epoch}:1000:${ids[0] ?? 0}`, ...ids)
}
