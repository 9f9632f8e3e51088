import { type Tx, within } from '@/lib/db'
import { bringPairInLine } from './bring-pair-in-line'
import type { Told } from './told'

/**
 * Takes back what two people were told of each other, in the transaction of the block or mute that parts them. Returns
 * who is to be told once that is committed.
 */
export function keepApart(tx: Tx, pair: [bigint, bigint]): Promise<Told[]> {
  return bringPairInLine(within(tx), pair)
}
