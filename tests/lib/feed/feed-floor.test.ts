import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readTimeline } from '@/lib/feed/timeline'
import { startRedis } from '@/lib/redis/client'
import { follow } from '../../support/acts'
import { whileRedisIsAway } from '../../support/away'
import { fanOutNow } from '../../support/fan-outs'
import { type Person, people, person } from '../../support/people'
import { insertOldPost, insertPosts } from '../../support/rows'
import { putTimeline, rawTimeline } from '../../support/timelines'
import { shown, walk } from './village'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const DAY = 24 * 3600 * 1000

beforeAll(startRedis)

async function reader(): Promise<{ ana: Person; ben: Person }> {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ana, ben)
  return { ana, ben }
}

/** The pages from the timeline. Fails when they differ from the pages from PostgreSQL alone. */
async function samePages(ana: Person, limit: number) {
  const byTimeline = await walk(ana, limit)
  expect(byTimeline[0]?.position).toMatch(/:\d+$/)
  expect(shown(byTimeline)).toEqual(shown(await whileRedisIsAway(() => walk(ana, limit))))
  return byTimeline.flatMap(({ items }) => items.map(({ id }) => id))
}

it(`any list that is complete above its floor gives the pages of PostgreSQL (SEED=${seed})`, async () => {
  const { ana, ben } = await reader()
  const cleo = await person('Cleo')
  const own = await insertPosts(ana, 5)
  const theirs: bigint[] = []
  const hidden: bigint[] = []
  // Posts that do not belong in her feed are between, so that a page needs more than one query.
  for (let n = 0; n < 25; n++) {
    theirs.push(...(await insertPosts(ben, 1)))
    hidden.push(...(await insertPosts(cleo, 2)))
  }
  const late = await insertPosts(ana, 5)
  const all = [...own, ...theirs, ...late]
  const lists = fc.record({
    floorAt: fc.integer({ min: -1, max: all.length - 1 }),
    order: fc.array(fc.nat(), { minLength: 90, maxLength: 90 }),
    more: fc.array(fc.nat({ max: all.length - 1 }), { maxLength: 12 }),
    limit: fc.integer({ min: 1, max: 40 }),
  })
  await fc.assert(
    fc.asyncProperty(lists, async ({ floorAt, order, more, limit }) => {
      const floor = all[floorAt] ?? 0n
      // In any order of arrival; some twice, and some from below the floor.
      const above = [...theirs, ...hidden].filter((id) => id > floor)
      const again = more.flatMap((at) => [all[at] ?? 0n, above[at] ?? 0n]).filter((id) => id > 0n)
      const ids = [...above, ...again]
        .map((id, at) => ({ id, rank: order[at % order.length] ?? 0 }))
        .sort((one, other) => one.rank - other.rank)
        .map(({ id }) => id)
      await putTimeline(ana, { ids, floor })
      const found = await samePages(ana, limit)
      expect(found).toEqual(all.map(String).reverse())
    }),
    { seed, numRuns: 60 },
  )
})

describe('a reader of more posts than a timeline holds', () => {
  it('finds all of them, from the timeline and from PostgreSQL below it, whatever the size of a page', async () => {
    const { ana, ben } = await reader()
    const ids = await insertPosts(ben, 300)
    const first = await samePages(ana, 100)
    expect(first).toEqual(ids.map(String).reverse())
    const timeline = await readTimeline(ana.id)
    // A rebuild reads 200 ids. The floor says that older posts exist.
    expect(timeline?.ids).toHaveLength(200)
    expect(timeline?.floor).toBe(ids[100])
    expect(await samePages(ana, 33)).toEqual(first)
  })

  it('finds a post that was delivered a day late by its date, and it hides no other post', async () => {
    const { ana, ben } = await reader()
    const old = await insertOldPost(ben, 'a day late', DAY)
    const older = await insertOldPost(ben, 'two days old', 2 * DAY)
    const ids = await insertPosts(ben, 260)
    await samePages(ana, 50)
    await fanOutNow(old)
    expect((await rawTimeline(ana))?.ids.at(-1)).toBe(String(old))
    const [fresh] = await insertPosts(ben, 1)
    await fanOutNow(fresh ?? 0n)
    const wanted = [...[fresh ?? 0n], ...ids.reverse(), old, older].map(String)
    expect(await samePages(ana, 50)).toEqual(wanted)
    expect(await samePages(ana, 1)).toEqual(wanted)
  })

  it('has 720 ids after the 817th came: positions go on, and the floor is the newest id that was cut', async () => {
    const { ana, ben } = await reader()
    const ids = await insertPosts(ben, 815)
    const strayed = await insertOldPost(ben, 'arrived before others', -60_000)
    // The newest id is the first of the list and is cut with the oldest arrivals. The pages must still have it.
    const epoch = await putTimeline(ana, { ids: [strayed, ...ids], base: 5000 })
    const fresh = await insertPosts(ben, 3)
    await fanOutNow(fresh[0] ?? 0n)
    const cut = await rawTimeline(ana)
    expect(cut?.ids).toHaveLength(720)
    expect(cut?.epoch).toBe(epoch)
    expect(cut?.top).toBe(5000 + 817)
    expect(cut?.floor).toBe(String(strayed))
    for (const id of fresh.slice(1)) await fanOutNow(id)
    expect((await rawTimeline(ana))?.ids).toHaveLength(722)
    expect((await rawTimeline(ana))?.top).toBe(5000 + 819)
    const wanted = [strayed, ...fresh.reverse(), ...ids.reverse()].map(String)
    expect(await samePages(ana, 100)).toEqual(wanted)
  })
})
