import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { findDrift } from '@/lib/postgres/counter-drift'
import { query } from '@/lib/postgres/db'
import { drain } from '../../support/jobs'
import { person } from '../../support/people'
import { post } from '../../support/posting'
import { likes } from '../notifications/acts'

const carillon = (...words: string[]) =>
  JSON.parse(execFileSync(process.execPath, ['bin/carillon.mjs', ...words, '--json'], { encoding: 'utf8' }))

it('a counter that disagrees with its rows is found and counted again, and its bell is told as changed', async () => {
  const [ana, ben] = [await person('Ana'), await person('Ben')]
  const written = await post(ben, 'Hello')
  await likes(ana, written)
  await drain()
  expect([await findDrift(), carillon('counters')]).toEqual([[], []])

  await query(`UPDATE "Post" SET "likeCount" = 7 WHERE id = $1`, [written.id])
  await query(`UPDATE "NotificationGroup" SET "actorCount" = 0 WHERE "recipientId" = $1`, [ben.id])
  const before = await versionOf(ben.id)
  const found = carillon('counters').map(({ counter }: { counter: string }) => counter)
  expect(found.sort()).toEqual(['actorCount', 'likeCount', 'unreadNotifications', 'unseenNotifications'])

  carillon('counters', 'repair')
  expect([await findDrift(), carillon('counters')]).toEqual([[], []])
  expect(await versionOf(ben.id)).toBeGreaterThan(before)
})

async function versionOf(id: bigint): Promise<bigint> {
  const [row] = await query<{ version: bigint }>(`SELECT "notificationVersion" AS version FROM "User" WHERE id = $1`, [
    id,
  ])
  return row?.version ?? 0n
}
