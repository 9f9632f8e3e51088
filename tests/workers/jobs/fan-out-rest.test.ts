import { beforeEach, describe, expect, it } from 'vitest'
import { jobId, queue, REST } from '@/lib/mutation/queues'
import { relay } from '@/lib/mutation/relay'
import { redis } from '@/lib/redis/client'
import { burstKey } from '@/lib/redis/keys'
import { startFanOut } from '@/workers/jobs/fan-out'
import { follow, post } from '../../support/acts'
import { clearEvents, eventOf } from '../../support/events'
import { drain, drainTwice, startJobs, stopJobs } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'
import { insertFollowers } from '../../support/rows'
import { putTimelines, rawTimeline, timesInTimelines } from '../../support/timelines'

const MANY = 2300

beforeEach(async () => {
  await startJobs()
  await drain()
  await clearEvents()
})

async function withManyFollowers(name: string): Promise<{ author: Person; crowd: bigint[] }> {
  const author = await person(name)
  const crowd = await insertFollowers(author, MANY)
  await putTimelines(crowd)
  return { author, crowd }
}

/** Only the lane of first chunks works. */
async function onlyFirstChunks() {
  await stopJobs()
  return startFanOut()
}

const isDone = async (eventId: bigint) =>
  (await query<{ done: boolean }>(`SELECT "doneAt" IS NOT NULL AS done FROM "OutboxEvent" WHERE id = $1`, [eventId]))[0]
    ?.done

describe('a post with more recipients than one chunk', () => {
  it('is in each timeline once, also when all jobs run again', async () => {
    const { author, crowd } = await withManyFollowers('Ana')
    const { id } = await post(author, 'to all')
    await drainTwice()
    expect(await timesInTimelines(crowd, BigInt(id))).toEqual({ 1: MANY })
  })

  it('is not done before its rest is, and the relay leaves it alone meanwhile', async () => {
    const { author, crowd } = await withManyFollowers('Ana')
    const worker = await onlyFirstChunks()
    const { id } = await post(author, 'to all')
    const eventId = await eventOf(id)
    await expect.poll(() => queue(REST).getJobState(jobId(eventId, 0)), { timeout: 5_000 }).toBe('prioritized')
    // Ana herself is in the first thousand.
    expect(await timesInTimelines(crowd, BigInt(id))).toEqual({ 0: MANY - 999, 1: 999 })
    await query(`UPDATE "OutboxEvent" SET "dueAt" = now() - interval '1 second' WHERE id = $1`, [eventId])
    await relay()
    expect([await isDone(eventId), await queue(REST).count()]).toEqual([false, 1])
    await worker.close()
    await drain()
    expect(await timesInTimelines(crowd, BigInt(id))).toEqual({ 1: MANY })
    expect(await isDone(eventId)).toBe(true)
  })

  it('reaches all when the job of its rest is lost, or only its record', async () => {
    for (const lose of [(id: string) => queue(REST).remove(id), (id: string) => redis.del(`bull:${REST}:${id}`)]) {
      const { author, crowd } = await withManyFollowers('Ana')
      const worker = await onlyFirstChunks()
      const { id } = await post(author, 'to all')
      const rest = jobId(await eventOf(id), 0)
      await expect.poll(() => queue(REST).getJobState(rest), { timeout: 5_000 }).toBe('prioritized')
      await worker.close()
      await lose(rest)
      await drain()
      expect(await timesInTimelines(crowd, BigInt(id))).toEqual({ 1: MANY })
    }
  })

  it('does not make others wait: their posts arrive while all rests of a burst still wait', async () => {
    const { author } = await withManyFollowers('Ana')
    const [ben, cleo] = await people('Ben', 'Cleo')
    await follow(cleo, ben)
    await drain()
    await putTimelines([cleo.id])
    const worker = await onlyFirstChunks()
    for (let nth = 0; nth < 10; nth++) await post(author, `burst ${nth}`)
    const { id } = await post(ben, 'one of mine')
    await expect.poll(async () => (await rawTimeline(cleo))?.ids, { timeout: 5_000 }).toEqual([id])
    expect(await queue(REST).count()).toBe(10)
    // Those of which the jobs ran before the first was known to be large have begun: at most eight run at once.
    const begun = (await queue(REST).getPrioritized()).filter((job) => job.data.after !== '0')
    expect(begun.length).toBeLessThanOrEqual(8)
    await worker.close()
    await drain()
  })

  it('of another author comes before the rest of a burst', async () => {
    const [ana, ben] = [await withManyFollowers('Ana'), await withManyFollowers('Ben')]
    const worker = await onlyFirstChunks()
    const burst: string[] = []
    for (let nth = 0; nth < 5; nth++) burst.push((await post(ana.author, `burst ${nth}`)).id)
    await expect.poll(() => queue(REST).count(), { timeout: 5_000 }).toBe(5)
    const { id } = await post(ben.author, 'one of mine')
    await expect.poll(() => queue(REST).count(), { timeout: 5_000 }).toBe(6)
    const order = (await queue(REST).getPrioritized()).map((job) => BigInt(job.data.eventId))
    const place = order.indexOf(await eventOf(id))
    // Beside the first of Ana's, and before her second.
    expect(place).toBeLessThanOrEqual(1)
    expect(await redis.ttl(burstKey(ana.author.id))).toBeGreaterThan(0)
    await worker.close()
    await drain()
    for (const each of burst) expect(await timesInTimelines(ana.crowd, BigInt(each))).toEqual({ 1: MANY })
    expect(await timesInTimelines(ben.crowd, BigInt(id))).toEqual({ 1: MANY })
  })
})
