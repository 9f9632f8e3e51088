import { type Tx, within } from '@/lib/postgres/db'
import { visiblePost } from '@/lib/visibility/post-visibility'
import type { Told } from './bell-change'
import { lockBells } from './reconcile'
import { endTurns, settleGroups, type Touched } from './write-groups'

/** $1 the two. What they told each other: no facts are needed to know that it goes. */
const PART = {
  name: 'part-bells',
  text: `UPDATE "NotificationEvent" SET "retractedAt" = COALESCE("retractedAt", clock_timestamp()), parted = true
         WHERE "recipientId" = ANY ($1::bigint[]) AND "actorId" = ANY ($1::bigint[]) AND NOT parted
         RETURNING "recipientId", "groupId", "actorId"`,
}

/** $1 the two. What others did with the posts of one that the other may not see any more. */
const HIDE = {
  name: 'hide-bells',
  text: `UPDATE "NotificationEvent" e SET "retractedAt" = clock_timestamp(), parted = true FROM "Post" p
         WHERE p.id = e."postId" AND p."authorId" = ANY ($1::bigint[]) AND p."deletedAt" IS NULL
           AND e."recipientId" = ANY ($1::bigint[]) AND e."recipientId" <> p."authorId" AND e."retractedAt" IS NULL
           AND NOT ${visiblePost('p', 'e."recipientId"')}
         RETURNING e."recipientId", e."groupId", e."actorId"`,
}

/**
 * Takes back for good what two people were told of each other, in the transaction of the block or mute that parts them.
 * Returns who is to be told once that is committed. Their bells are locked first: whoever tells one of them something later
 * finds the two apart.
 */
export async function keepApart(tx: Tx, pair: [bigint, bigint]): Promise<Told[]> {
  const run = within(tx)
  const turns = await lockBells(run, pair)
  const touched = [...(await run<Touched>(PART, [pair])), ...(await run<Touched>(HIDE, [pair]))]
  return touched.length === 0 ? [] : endTurns(run, await settleGroups(run, touched, turns))
}
