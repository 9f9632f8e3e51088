import { expect, it } from 'vitest'
import { pick } from '../support/dice'
import { dice } from './support/dice'
import { drained, expectNothingLost } from './support/inspect'
import { attemptPost } from './support/post-attempts'
import { request } from './support/request'
import { type Site, startSite } from './support/site'
import { pause, until } from './support/waiting'

/** Milliseconds in which an event has failed five times and is parked. */
const PARKED_WITHIN = 40_000
const POSTS = 40
/** Before every so many posts, one event that always fails. */
const POISON_EVERY = 5
/** How much slower other posts may become: 10 %, and 25 ms that a busy machine may add. */
const SLOWER = { factor: 1.1, noise: 25 }

/** An event that says a post was created, but not which. */
async function poison({ pool }: Site): Promise<void> {
  await pool.query(
    `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt") VALUES ('fan-out', 'post.created', '{"postId": "poison"}', now())`,
  )
}

/** Posts one by one and returns the median time from sending to the moment when the last of the author's readers has it. */
async function medianDelivery(site: Site, between: (turn: number) => Promise<void>): Promise<number> {
  const roll = dice('poison')
  const times: number[] = []
  for (let turn = 0; turn < POSTS; turn++) {
    await between(turn)
    const author = pick(roll, site.village.people)
    const { marker, audience, sentAt } = await attemptPost(site, { author })
    const readers = site.screens.filter(({ reader }) => site.village.belongs(reader, { author, audience, sentAt }))
    await until(`${marker} is everywhere`, 10_000, () => readers.every(({ receivedAt }) => receivedAt.has(marker)))
    times.push(Math.max(...readers.map(({ receivedAt }) => receivedAt.get(marker) ?? 0)) - sentAt)
    await pause(20)
  }
  return times.toSorted((one, other) => one - other)[POSTS / 2] ?? 0
}

async function parked({ pool }: Site) {
  const { rows } = await pool.query<{ id: string; lastError: string }>(
    `SELECT id::text, "lastError" FROM "OutboxEvent" WHERE "parkedAt" IS NOT NULL AND "doneAt" IS NULL`,
  )
  return rows
}

it('events that always fail are parked: operators see them, can repair them, and other posts are not slower', async () => {
  const site = await startSite({ name: 'poison' })
  await site.openScreens()
  const without = await medianDelivery(site, async () => undefined)
  const alongside = await medianDelivery(site, async (turn) => {
    if (turn % POISON_EVERY === 0) await poison(site)
  })
  console.log(`chaos: median delivery ${without} ms, beside poison ${alongside} ms`)
  expect(alongside).toBeLessThan(without * SLOWER.factor + SLOWER.noise)

  const poisoned = POSTS / POISON_EVERY
  await until('they are all parked', PARKED_WITHIN, async () => (await parked(site)).length === poisoned)
  for (const { lastError } of await parked(site)) expect(lastError).toContain('poison')
  const metrics = async () => (await request(`http://127.0.0.1:${site.worker.port}/metrics`)).body as string
  await until('operators see them', 10_000, async () => new RegExp(`parked\\S* ${poisoned}\\n`).test(await metrics()))
  expect(site.deaths()).toEqual([])

  // Repaired by hand: the events now name a post that exists, and are due again.
  await site.pool.query(
    `UPDATE "OutboxEvent" SET payload = jsonb_build_object('postId', (SELECT max(id)::text FROM "Post")), "dueAt" = now()
     WHERE "parkedAt" IS NOT NULL`,
  )
  await until('the repaired ones are done', 20_000, async () => (await parked(site)).length === 0)
  await drained(site)
  await expectNothingLost(site)
})
