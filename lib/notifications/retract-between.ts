import { type RunStatement, statement } from '@/lib/postgres/statement'
import { visiblePost } from '@/lib/visibility/post-visibility'
import type { BellChange } from './bell-change'
import { lockBells } from './bell-lock'
import { countChangedBells } from './count-bells'
import { GROUP_ACTOR, writeGroups } from './write-groups'

/**
 * $1 the recipients, $2 the two people. Retracts the events that one of the two caused in these bells. `parted` is also set
 * on events that are retracted already: without it, they could be restored after the block or mute has ended.
 */
const RETRACT_BETWEEN = statement(
  'retract-between',
  GROUP_ACTOR,
  `UPDATE "NotificationEvent" SET "retractedAt" = COALESCE("retractedAt", clock_timestamp()), parted = true
   WHERE "recipientId" = ANY ($1::bigint[]) AND "actorId" = ANY ($2::bigint[]) AND NOT parted
   RETURNING "recipientId", "groupId", "actorId"`,
)

/**
 * $1 the recipients, $2 the two people. Retracts the events that others caused, about posts of one of the two that the other may
 * not see any more.
 */
const RETRACT_HIDDEN = statement(
  'retract-hidden',
  GROUP_ACTOR,
  `UPDATE "NotificationEvent" e SET "retractedAt" = clock_timestamp(), parted = true FROM "Post" p
   WHERE p.id = e."postId" AND p."authorId" = ANY ($2::bigint[]) AND p."deletedAt" IS NULL
     AND e."recipientId" = ANY ($1::bigint[]) AND e."recipientId" <> p."authorId" AND e."retractedAt" IS NULL
     AND NOT ${visiblePost('p', 'e."recipientId"')}
   RETURNING e."recipientId", e."groupId", e."actorId"`,
)

/** `recipients`: those of the two people whose bells change. A mute changes only the bell of the one who mutes. */
type Parted = { recipients: bigint[]; pair: [bigint, bigint] }

/**
 * Retracts for good the notifications that people have because of each other, in the transaction of the block or mute.
 * Returns the bells that changed: deliver them after the commit.
 *
 * The bells are locked first. A job that locked one of them earlier has committed by then, and its rows are retracted here.
 * A job that locks one of them later reads the block or mute and writes nothing.
 */
export async function retractBetween(run: RunStatement, { recipients, pair }: Parted): Promise<BellChange[]> {
  const bells = await lockBells(run, recipients)
  const between = await run(RETRACT_BETWEEN, [recipients, pair])
  const hidden = await run(RETRACT_HIDDEN, [recipients, pair])
  const changed = [...between, ...hidden]
  return changed.length === 0 ? [] : countChangedBells(run, await writeGroups(run, changed, bells))
}
