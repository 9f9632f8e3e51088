import { vi } from 'vitest'

vi.hoisted(() => {
  process.env.QUEUE_FAILURE_POLICY = 'rollback'
})

import { beforeAll, describe, expect, it } from 'vitest'
import { openQueues } from '@/lib/mutation/queues'
import { startRedis } from '@/lib/redis/client'
import { feedTexts, follow } from '../../support/acts'
import { ask } from '../../support/ask'
import { drain, stopJobs } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'
import { freezeRedis, killRedis, restartRedis, thawRedis } from '../../support/redis'

beforeAll(async () => {
  await startRedis()
  await openQueues()
})

const tryToPost = (as: Person, text: string) =>
  ask.post(as, { text, audience: 'public' }, { headers: { 'idempotency-key': text } })

async function stored(): Promise<number> {
  const [row] = await query<{ n: number }>(
    `SELECT ((SELECT count(*) FROM "Post") + (SELECT count(*) FROM "OutboxEvent") + (SELECT count(*) FROM "IdempotencyKey"))::int AS n`,
  )
  return row?.n ?? -1
}

describe('QUEUE_FAILURE_POLICY=rollback', () => {
  it('Ana posts as usual while the queue is available', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    expect((await tryToPost(ana, 'With a queue')).status).toBe(201)
    await drain()
    expect(await feedTexts(ben)).toEqual(['With a queue'])
  })

  it('without the queue (frozen or killed) a post gets 503 with Retry-After and is not stored; later the same key posts', async () => {
    const ana = await person('Ana')
    const before = await stored()
    await stopJobs()
    freezeRedis()
    const frozen = await tryToPost(ana, 'Again and again')
    thawRedis()
    expect(frozen).toMatchObject({ status: 503, body: { error: { code: 'queue_away' } } })
    expect(Number(frozen.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await stored()).toBe(before)

    await killRedis()
    expect((await tryToPost(ana, 'Again and again')).status).toBe(503)
    expect(await stored()).toBe(before)

    await restartRedis()
    await expect.poll(async () => (await tryToPost(ana, 'Again and again')).status, { timeout: 10_000 }).toBe(201)
    // A post, its key, and an event for each of two queues.
    expect(await stored()).toBe(before + 4)
    await drain()
  })
})
