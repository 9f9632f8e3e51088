import { beforeAll, describe, expect, it } from 'vitest'
import { redis, startRedis } from '@/lib/redis/client'
import { homeKey } from '@/lib/redis/keys'
import { holdConnections, listenAs } from '../../support/listeners'
import { people, person } from '../../support/people'
import { putTimeline, rawTimeline } from '../../support/timelines'
import { runFanOutScript } from './run-fan-out-script'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => BigInt(from + at))

beforeAll(startRedis)

describe('one run of the script', () => {
  it('appends for those who have a timeline, and publishes once to each gateway, with all its users and their positions', async () => {
    const [ana, ben, cleo, dana] = await people('Ana', 'Ben', 'Cleo', 'Dana')
    const epochs = [await putTimeline(ana, { ids: [1n, 2n, 3n], base: 1000, epoch: 'a' })]
    epochs.push(await putTimeline(ben, { ids: [], base: 77, epoch: 'b' }))
    await putTimeline(cleo, { ids: [5n], epoch: 'c' })
    // Dana is connected and has no timeline: nothing is appended, so there is no position to publish.
    await holdConnections(ana, 'one', 'two')
    await holdConnections(ben, 'one')
    await holdConnections(dana, 'one')
    const [one, two] = [await listenAs('one'), await listenAs('two')]
    expect(await runFanOutScript([ana, ben, cleo, dana], { id: 9n })).toEqual([])
    await expect.poll(() => [one.length, two.length]).toEqual([1, 1])
    const atAna = { user: String(ana.id), position: `${epochs[0]}:1004` }
    const atBen = { user: String(ben.id), position: `${epochs[1]}:78` }
    expect(one).toEqual([{ kind: 'feed', readers: [atAna, atBen], frame: 'the frame' }])
    expect(two).toEqual([{ kind: 'feed', readers: [atAna], frame: 'the frame' }])
    expect((await rawTimeline(ana))?.ids).toEqual(['1', '2', '3', '9'])
    expect((await rawTimeline(cleo))?.ids).toEqual(['5', '9'])
    expect(await redis.exists(homeKey(dana.id))).toBe(0)
  })

  it('returns the gateways whose channel has no subscriber', async () => {
    const ana = await person('Ana')
    await putTimeline(ana, { ids: [] })
    await holdConnections(ana, 'dead')
    expect(await runFanOutScript([ana], { id: 9n })).toEqual(['dead'])
    expect((await rawTimeline(ana))?.ids).toEqual(['9'])
  })

  it('refuses for another generation, and does not mark the range as done', async () => {
    const ana = await person('Ana')
    await putTimeline(ana, { ids: [] })
    expect(await runFanOutScript([ana], { id: 9n, eventId: 'g', generation: '1' })).toBe('generation')
    expect((await rawTimeline(ana))?.ids).toEqual([])
    expect(await runFanOutScript([ana], { id: 9n, eventId: 'g' })).toEqual([])
    expect((await rawTimeline(ana))?.ids).toEqual(['9'])
  })

  it('refuses facts that are more than a second old, and accepts younger ones', async () => {
    const ana = await person('Ana')
    await putTimeline(ana, { ids: [] })
    expect(await runFanOutScript([ana], { id: 9n, readAgo: 1001, eventId: 's' })).toBe('stale')
    expect((await rawTimeline(ana))?.ids).toEqual([])
    expect(await runFanOutScript([ana], { id: 9n, readAgo: 700, eventId: 's' })).toEqual([])
    expect((await rawTimeline(ana))?.ids).toEqual(['9'])
  })

  it('skips a range that is done, for this event only', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await putTimeline(ana, { ids: [] })
    await putTimeline(ben, { ids: [] })
    expect(await runFanOutScript([ana], { id: 9n, eventId: 'once' })).toEqual([])
    expect(await runFanOutScript([ana], { id: 9n, eventId: 'once' })).toBe('done')
    expect(await runFanOutScript([ana], { id: 9n, eventId: 'once', look: 64 })).toBe('done')
    expect((await rawTimeline(ana))?.ids).toEqual(['9'])
    // Another range of the same event, and the same range of another.
    expect(await runFanOutScript([ana, ben], { id: 9n, eventId: 'once', look: 64 })).toEqual([])
    expect(await runFanOutScript([ana], { id: 8n, eventId: 'other' })).toEqual([])
    expect((await rawTimeline(ana))?.ids).toEqual(['9', '8'])
    expect((await rawTimeline(ben))?.ids).toEqual(['9'])
  })

  it('a repeat finds the post among the last 64 and neither appends nor publishes it again', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await putTimeline(ana, { ids: range(1, 64) })
    await putTimeline(ben, { ids: range(1, 64) })
    await holdConnections(ana, 'repeat')
    await holdConnections(ben, 'repeat')
    const received = await listenAs('repeat')
    await runFanOutScript([ana], { id: 1n, look: 64 })
    expect((await rawTimeline(ana))?.ids).toHaveLength(64)
    // A run that does not look appends it again.
    await runFanOutScript([ben], { id: 1n })
    expect((await rawTimeline(ben))?.ids).toHaveLength(65)
    await expect.poll(() => received.length).toBe(1)
    expect(received).toMatchObject([{ readers: [{ user: String(ben.id) }] }])
    // It is now the 65th from the end: only a run that looks through all finds it.
    await runFanOutScript([ben], { id: 1n, look: 0 })
    await runFanOutScript([ben], { id: 2n, look: 0 })
    expect((await rawTimeline(ben))?.ids).toHaveLength(65)
    await runFanOutScript([ben], { id: 2n, look: 63 })
    expect((await rawTimeline(ben))?.ids).toHaveLength(66)
  })
})

describe('the 817th id', () => {
  it('is published at its position, and the oldest ids are cut', async () => {
    const ana = await person('Ana')
    const epoch = await putTimeline(ana, { ids: range(1, 816), base: 100, floor: 0n })
    await holdConnections(ana, 'cut')
    const received = await listenAs('cut')
    await runFanOutScript([ana], { id: 817n })
    const timeline = await rawTimeline(ana)
    expect(timeline?.ids).toEqual(range(98, 817).map(String))
    expect(timeline).toMatchObject({ epoch, base: 100 + 97, floor: '97', top: 100 + 817 })
    const readers = (offset: number) => [{ user: String(ana.id), position: `${epoch}:${offset}` }]
    await expect.poll(() => received[0]).toMatchObject({ readers: readers(917) })
    await runFanOutScript([ana], { id: 818n })
    await expect.poll(() => received[1]).toMatchObject({ readers: readers(918) })
  })

  it('is the first that cuts: the 816th leaves the list as it is', async () => {
    const ana = await person('Ana')
    await putTimeline(ana, { ids: range(1, 815) })
    await runFanOutScript([ana], { id: 816n })
    expect(await rawTimeline(ana)).toMatchObject({ base: 1000, floor: '0', top: 1816 })
  })

  it.each([
    // Larger than what a double holds exactly: as numbers these two would be equal.
    ['9007199254740993', [9007199254740993n, 9007199254740992n], 0n],
    ['9007199254740993', [9007199254740992n, 9007199254740993n], 9007199254740992n],
    // As text, 999 would be the larger.
    ['1000', [999n, 1000n], 0n],
    // The floor is never lowered.
    ['5000', [999n, 1000n], 5000n],
  ])('raises the floor to %s, whatever the order of arrival', async (floor, first, before) => {
    const ana = await person('Ana')
    await putTimeline(ana, { ids: [...first, ...Array.from({ length: 814 }, () => 1n)], floor: before })
    await runFanOutScript([ana], { id: 2n ** 60n })
    expect((await rawTimeline(ana))?.floor).toBe(floor)
  })

  it('does not cut a timeline that is being built: its builder will write the header', async () => {
    const ana = await person('Ana')
    await putTimeline(ana, { ids: range(1, 816) })
    const before = await rawTimeline(ana)
    await redis.lset(homeKey(ana.id), 0, `${before?.epoch}:1000:building-token`)
    await runFanOutScript([ana], { id: 817n })
    expect((await rawTimeline(ana))?.ids).toHaveLength(817)
    expect((await rawTimeline(ana))?.header).toBe(`${before?.epoch}:1000:building-token`)
  })
})
