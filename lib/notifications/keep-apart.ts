import { type Tx, within } from '@/lib/db'
import { bringInLine, lockBells } from './bring-in-line'
import { CHUNK } from './concerned'
import type { Told } from './told'
import { toldBetween } from './told-before'

/**
 * Takes back what two people were told of each other, in the transaction of the block or mute that parts them. Returns
 * who is to be told once that is committed.
 */
export async function keepApart(tx: Tx, pair: [bigint, bigint]): Promise<Told[]> {
  const run = within(tx)
  // First of all: what was told before is seen below, and whoever tells something later finds the two apart.
  await lockBells(run, pair)
  const concerns = await toldBetween(pair, run)
  const told: Told[] = []
  for (let at = 0; at < concerns.length; at += CHUNK) {
    told.push(...(await bringInLine(run, concerns.slice(at, at + CHUNK))))
  }
  return told
}
