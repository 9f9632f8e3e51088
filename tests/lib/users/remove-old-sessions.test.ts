import { expect, it } from 'vitest'
import { removeEndedSessions, removeUnusedSessionsNightly } from '@/lib/users/remove-old-sessions'
import { person, signIn } from '../../support/people'
import { query } from '../../support/query'

it('Ana’s sessions go 30 days after their end or 60 days after their last use, and the others stay', async () => {
  const ana = await person('Ana')
  const session = async (days: { ended?: number; used: number }) => {
    const { sessionId } = await signIn(ana.id)
    await query(
      `UPDATE "Session" SET "endedAt" = now() - make_interval(days => $2), "lastSeenAt" = now() - make_interval(days => $3) WHERE id = $1`,
      [sessionId, days.ended ?? null, days.used],
    )
    return sessionId
  }
  const endedLongAgo = await session({ ended: 31, used: 31 })
  const endedLately = await session({ ended: 29, used: 29 })
  const unusedForLong = await session({ used: 61 })
  const unusedForLess = await session({ used: 59 })
  const stay = async () => (await query<{ id: string }>(`SELECT id FROM "Session"`)).map(({ id }) => id)

  expect(await removeEndedSessions()).toBe(false)
  expect(await stay()).not.toContain(endedLongAgo)
  expect(await stay()).toEqual(expect.arrayContaining([endedLately, unusedForLong, unusedForLess]))

  await removeUnusedSessionsNightly()
  expect(await stay()).toContain(unusedForLong)
  await query(`UPDATE "NightlyRun" SET "dueAt" = now() - interval '1 second'`)
  await removeUnusedSessionsNightly()
  expect((await stay()).sort()).toEqual([ana.viewer.sessionId, endedLately, unusedForLess].sort())
})

it('an ended session is found by its index, and using one changes no index', async () => {
  const columns = await query<{ name: string; columns: string }>(
    `SELECT indexname AS name, indexdef AS columns FROM pg_indexes WHERE tablename = 'Session'`,
  )
  expect(columns.map(({ name }) => name)).toContain('Session_ended')
  expect(columns.filter((index) => index.columns.includes('lastSeenAt'))).toEqual([])
})
