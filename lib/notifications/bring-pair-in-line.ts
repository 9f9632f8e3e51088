import type { Run } from '@/lib/db'
import { bringInLine, lockBells } from './bring-in-line'
import type { Concern } from './concern'
import { CHUNK } from './concerned'
import type { Told } from './told'
import { toldBetween } from './told-before'

type Options = {
  /** What may concern one of the two and was perhaps never told. */
  news?: Concern[]
  repeat?: boolean
}

/**
 * Brings in line what two people were told of each other, in one transaction, and returns who is to be told of it. Both
 * bells are locked first: what was told before is seen then, and whoever tells something later finds how the two stand now.
 */
export async function bringPairInLine(
  run: Run,
  pair: [bigint, bigint],
  { news = [], repeat }: Options = {},
): Promise<Told[]> {
  await lockBells(run, pair)
  const concerns = [...news, ...(await toldBetween(pair, run))]
  const told: Told[] = []
  for (let at = 0; at < concerns.length; at += CHUNK) {
    told.push(...(await bringInLine(run, concerns.slice(at, at + CHUNK), { repeat })))
  }
  return told
}
