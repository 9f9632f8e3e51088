import { expect, test } from 'vitest'
import { removeEndedRelations } from '@/lib/graph/ended-relation'
import { block, unblock } from '../../support/acts'
import { people } from '../../support/people'
import { query } from '../../support/query'

test('what was ended is forgotten after 30 days, and not before', async () => {
  const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
  for (const other of [ben, cleo]) {
    await block(ana, other)
    await unblock(ana, other)
  }
  const daysAgo = (days: number, other: { id: bigint }) =>
    query(`UPDATE "EndedRelation" SET "endedAt" = now() - make_interval(days => $1::int) WHERE "otherId" = $2`, [
      days,
      other.id,
    ])
  await daysAgo(31, ben)
  await daysAgo(29, cleo)
  expect(await removeEndedRelations()).toBe(false)
  const left = await query<{ otherId: bigint }>(`SELECT "otherId" FROM "EndedRelation" WHERE "userId" = $1`, [ana.id])
  expect(left.map(({ otherId }) => otherId)).toEqual([cleo.id])
})
