import { beforeAll, expect, it } from 'vitest'
import { enqueue, jobId, QUEUES, type QueueName, queue } from '@/lib/mutation/queues'
import { feedTexts, follow, post } from '../../support/acts'
import { takeErrors } from '../../support/errors'
import { drain, startJobs } from '../../support/jobs'
import { people } from '../../support/people'
import { query } from '../../support/query'

beforeAll(() => startJobs())

async function unreadable(queueName: QueueName, type: string, payload: string): Promise<bigint> {
  const [row] = await query<{ id: bigint }>(
    `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt") VALUES ($1, $2, $3, now() + interval '1 hour') RETURNING id`,
    [queueName, type, payload],
  )
  return row?.id ?? 0n
}

type Row = { done: boolean; parked: boolean; lastError: string | null }

async function rowOf(id: bigint): Promise<Row | undefined> {
  const [row] = await query<Row>(
    `SELECT "doneAt" IS NOT NULL AS done, "parkedAt" IS NOT NULL AS parked, "lastError" FROM "OutboxEvent" WHERE id = $1`,
    [id],
  )
  return row
}

it.each([
  ['fan-out', 'post.changed', '{"postId": "1", "before": "everybody"}', 'before'],
  ['notify', 'post.exploded', '{"postId": "1"}', 'type'],
  ['notify', 'like.changed', '{"postId": "1", "authorId": "2"}', 'userId'],
  ['graph', 'graph.changed', '{"userIds": "1"}', 'userIds'],
] as const)(
  'an event of %s (%s %s) that cannot be read is parked with the reason',
  async (name, type, payload, field) => {
    const id = await unreadable(name, type, payload)
    await queue(name).add('event', { eventId: String(id) }, { jobId: jobId(id, 0), attempts: 1 })
    await expect.poll(async () => (await rowOf(id))?.parked, { timeout: 5000 }).toBe(true)
    expect(await rowOf(id)).toMatchObject({
      done: false,
      lastError: expect.stringContaining(`event ${id} (${type}) cannot be read: ${field}`),
    })
    // The job has failed for good: nothing but the relay enqueues it again.
    expect(await queue(name).getJobState(jobId(id, 0))).toBe('failed')
    expect(takeErrors()).toEqual([expect.stringContaining('cannot be read')])
  },
)

it('the workers go on: while unreadable events are in all queues, Ben gets what Ana posts', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ben, ana)
  const ids = await Promise.all(QUEUES.map((name) => unreadable(name, 'no.such.type', '{}')))
  await enqueue(QUEUES.map((name, n) => ({ queue: name, eventId: ids[n] ?? 0n, attempt: 0 })))
  await post(ana, 'Past the unreadable ones')
  await expect.poll(() => feedTexts(ben), { timeout: 5000 }).toEqual(['Past the unreadable ones'])
  await drain()
  const rows = await Promise.all(ids.map(rowOf))
  expect(rows.map((row) => row?.parked)).toEqual(QUEUES.map(() => true))
  expect((await startJobs()).every(({ worker }) => worker.isRunning())).toBe(true)
  expect(takeErrors().length).toBeGreaterThan(0)
})
