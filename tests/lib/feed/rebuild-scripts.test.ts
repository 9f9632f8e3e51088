import { beforeAll, describe, expect, it } from 'vitest'
import { bucketOf } from '@/lib/redis/buckets'
import { redis, startRedis } from '@/lib/redis/client'
import { generationOf } from '@/lib/redis/generation'
import { generationKey } from '@/lib/redis/keys'
import { loadScript, runScript } from '@/lib/redis/scripts'
import { type Person, person } from '../../support/people'
import { homeOf, putTimeline, rawTimeline } from '../../support/timelines'
import { runFanOutScript } from './run-fan-out-script'

const beginScript = loadScript('lib/feed/begin-rebuild.lua')
const finishScript = loadScript('lib/feed/finish-rebuild.lua')

beforeAll(startRedis)

type Begin = { token: string; epoch?: string; generation?: string }

async function begin(reader: Person, { token, epoch = token, generation }: Begin): Promise<string> {
  const present = generation ?? (await generationOf(redis, bucketOf(reader.id)))
  const keys = [homeOf(reader), generationKey(bucketOf(reader.id))]
  return runScript(redis, beginScript, { keys, args: [present, `${present}-${epoch}`, token, 60] })
}

function finish(reader: Person, token: string, ids: bigint[], floor = 0n): Promise<number> {
  return runScript(redis, finishScript, { keys: [homeOf(reader)], args: [token, floor, 1000, ...ids] })
}

describe('building a timeline for Ana', () => {
  it('puts the ids that were read before those that arrived meanwhile, which keep their positions', async () => {
    const ana = await person('Ana')
    expect(await begin(ana, { token: 'aa' })).toBe('begun')
    await runFanOutScript([ana], { id: 31n })
    await runFanOutScript([ana], { id: 32n })
    // 31 is in both: it arrived while the ids were read.
    expect(await finish(ana, 'aa', [10n, 20n, 30n, 31n], 10n)).toBe(1)
    const timeline = await rawTimeline(ana)
    expect(timeline?.ids).toEqual(['10', '20', '30', '31', '32'])
    expect(timeline).toMatchObject({ base: 997, floor: '10', top: 1002 })
    expect(await redis.ttl(homeOf(ana))).toBeGreaterThan(900)
  })

  it('makes a timeline without ids for a reader who follows nobody', async () => {
    const ana = await person('Ana')
    await begin(ana, { token: 'aa' })
    expect(await finish(ana, 'aa', [])).toBe(1)
    expect(await rawTimeline(ana)).toMatchObject({ base: 1000, ids: [], floor: '0' })
  })

  it('is left to the first builder while its claim lasts, and the answer to a second builder is that it is being built', async () => {
    const ana = await person('Ana')
    await begin(ana, { token: 'aa' })
    expect(await begin(ana, { token: 'bb' })).toBe('building')
    expect(await finish(ana, 'bb', [1n])).toBe(0)
    expect((await rawTimeline(ana))?.header).toContain('building-aa')
    expect(await finish(ana, 'aa', [1n])).toBe(1)
    expect(await begin(ana, { token: 'cc' })).toBe('ready')
    expect((await rawTimeline(ana))?.ids).toEqual(['1'])
  })

  it('has no effect when a change of her graph dropped the claim, also when another builder has begun since', async () => {
    const ana = await person('Ana')
    await begin(ana, { token: 'aa' })
    await redis.del(homeOf(ana))
    expect(await finish(ana, 'aa', [1n])).toBe(0)
    expect(await rawTimeline(ana)).toBeNull()
    await begin(ana, { token: 'bb' })
    expect(await finish(ana, 'aa', [1n])).toBe(0)
    expect(await finish(ana, 'bb', [2n])).toBe(1)
    expect((await rawTimeline(ana))?.ids).toEqual(['2'])
    // A second finish adds nothing.
    expect(await finish(ana, 'bb', [1n])).toBe(0)
    expect((await rawTimeline(ana))?.ids).toEqual(['2'])
  })

  it('replaces a timeline of another generation, finished or not, and refuses for a generation that is over', async () => {
    const ana = await person('Ana')
    await putTimeline(ana, { ids: [1n] })
    const present = await generationOf(redis, bucketOf(ana.id))
    await redis.lset(homeOf(ana), 0, '5-old:1000:0')
    expect(await begin(ana, { token: 'aa', generation: '5' })).toBe('generation')
    expect((await rawTimeline(ana))?.ids).toEqual(['1'])
    expect(await begin(ana, { token: 'aa' })).toBe('begun')
    expect(await rawTimeline(ana)).toMatchObject({ header: `${present}-aa:1000:building-aa`, ids: [] })
    await redis.lset(homeOf(ana), 0, '5-old:1000:building-zz')
    expect(await begin(ana, { token: 'bb' })).toBe('begun')
  })
})
