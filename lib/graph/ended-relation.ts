import { DECLINED_FOR } from '@/lib/notifications/quiet'
import type { Tx } from '@/lib/postgres/prisma'
import { query } from '@/lib/postgres/query'
import { bigint, statement } from '@/lib/postgres/statement'
import type { UserPair } from './change-graph'

/** Remembers that the viewer has ended a block, or declined the other's request: for lib/notifications/quiet.ts. */
export async function rememberEnd(tx: Tx, { viewerId, otherId }: UserPair, kind: 'block' | 'request'): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "EndedRelation" ("userId", "otherId", kind, "endedAt") VALUES (${viewerId}, ${otherId}, ${kind}, clock_timestamp())
    ON CONFLICT ("userId", "otherId", kind) DO UPDATE SET "endedAt" = EXCLUDED."endedAt"`
}

/** The viewer wants to be friends now, so what they declined before counts no more. */
export async function forgetDeclined(tx: Tx, { viewerId, otherId }: UserPair): Promise<void> {
  await tx.endedRelation.deleteMany({ where: { userId: viewerId, otherId, kind: 'request' } })
}

/** Per statement, so that none holds locks for long. */
const REMOVE_AT_ONCE = 5000

const REMOVE = statement(
  'remove-ended-relations',
  { id: bigint() },
  `DELETE FROM "EndedRelation" WHERE ("userId", "otherId", kind) IN (
     SELECT "userId", "otherId", kind FROM "EndedRelation" WHERE "endedAt" < now() - interval '${DECLINED_FOR} milliseconds'
     LIMIT ${REMOVE_AT_ONCE}) RETURNING "userId" AS id`,
)

/** Removes what no rule asks for any more. Idempotent. True while there may be more. */
export async function removeEndedRelations(): Promise<boolean> {
  return (await query(REMOVE)).length === REMOVE_AT_ONCE
}
