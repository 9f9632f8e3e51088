import { expect, it } from 'vitest'
import { lastNightlyResult, runNightly } from '@/lib/postgres/nightly'
import { query } from '../../support/query'

/** The database server of the tests has the time zone UTC. Far ahead: what this file records is never in the last minute. */
const at = (day: number, time: string) => new Date(`2030-05-${String(day).padStart(2, '0')}T${time}Z`)

/** What a jobs process does every minute. Counts how often the work was done. */
function nightlyTask(task: string) {
  const done: string[] = []
  const run = async (now: Date, work = async () => done.push(now.toISOString())) => {
    await runNightly({ task, work, clock: async () => now })
    return done.length
  }
  return { run, task }
}

/** A task that was done in the night of 1 May. */
async function taskOfLastNight(task: string) {
  const nightly = nightlyTask(task)
  await nightly.run(at(1, '02:00'))
  expect(await nightly.run(at(1, '03:10'))).toBe(1)
  return nightly
}

async function recordEvent({ createdAt, done }: { createdAt: Date; done: boolean }): Promise<bigint> {
  const [row] = await query<{ id: bigint }>(
    `INSERT INTO "OutboxEvent" (id, queue, type, payload, "createdAt", "dueAt", "doneAt")
     VALUES (id_at($1), 'graph', 'graph.changed', '{"userIds": []}', $1, $1, CASE WHEN $2 THEN $1::timestamptz END) RETURNING id`,
    [createdAt, done],
  )
  return row?.id ?? 0n
}
const forget = (id: bigint) => query(`DELETE FROM "OutboxEvent" WHERE id = $1`, [id])

it('does nothing before the first night, however often processes start, and has no result', async () => {
  const { run, task } = nightlyTask('first')
  for (const time of ['10:00', '10:01', '18:00', '23:59']) expect(await run(at(1, time))).toBe(0)
  expect(await run(at(2, '02:59'))).toBe(0)
  expect(await lastNightlyResult(task)).toBeNull()
  expect(await run(at(2, '03:00'))).toBe(1)
  expect(await lastNightlyResult(task)).toBe(1)
})

it('runs once a night, whoever of several processes is first, and not again until the next', async () => {
  const { run } = await taskOfLastNight('shared')
  for (const time of ['03:11', '04:30', '12:00', '23:00']) expect(await run(at(1, time))).toBe(1)
  expect(await run(at(2, '02:30'))).toBe(1)
  await Promise.all(Array.from({ length: 8 }, () => run(at(2, '03:00'))))
  expect(await run(at(2, '03:01'))).toBe(2)
})

it('in the night it runs even when the site is busy', async () => {
  const { run } = await taskOfLastNight('busy-night')
  const open = await recordEvent({ createdAt: at(2, '02:00:00'), done: false })
  expect(await run(at(2, '03:30'))).toBe(2)
  await forget(open)
})

it('a missed night is made up for once no event is open and none was recorded for a minute', async () => {
  const { run } = await taskOfLastNight('missed')
  const open = await recordEvent({ createdAt: at(3, '11:00:00'), done: false })
  expect(await run(at(3, '12:00'))).toBe(1)
  await forget(open)
  const recent = await recordEvent({ createdAt: at(3, '12:00:30'), done: true })
  expect(await run(at(3, '12:01:00'))).toBe(1)
  expect(await run(at(3, '12:01:31'))).toBe(2)
  await forget(recent)
  // One run makes up for both nights, and the next night is as always.
  expect(await run(at(3, '15:00'))).toBe(2)
  expect(await run(at(4, '03:00'))).toBe(3)
})

it('a run whose process died is repeated after an hour', async () => {
  const { run, task } = await taskOfLastNight('died')
  await expect(
    run(at(2, '03:00'), async () => {
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  expect(await lastNightlyResult(task)).toBe(1)
  expect(await run(at(2, '03:59'))).toBe(1)
  expect(await run(at(2, '04:01'))).toBe(2)
})
