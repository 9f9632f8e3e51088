import { beforeAll, describe, expect, it } from 'vitest'
import { dropTimelines } from '@/lib/feed/drop-timelines'
import { startRedis } from '@/lib/redis/client'
import {
  befriend,
  block,
  feedTexts,
  follow,
  mute,
  post,
  readFeed,
  requestFriendship,
  unfollow,
  unfriend,
} from '../../support/acts'
import { drain } from '../../support/jobs'
import { people, person } from '../../support/people'
import { query } from '../../support/query'
import { insertFollow } from '../../support/rows'
import { openStream, type TestStream, waitFor } from '../../support/streams'

beforeAll(startRedis)

const oneReset = (stream: TestStream) => waitFor(() => stream.of('reset').length === 1, 'a reset')

describe('a change between people resets the streams of those whose feed it changes', () => {
  it('Ben follows Ana: his stream is reset at once, his feed has what she wrote, and live frames continue', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await post(ana, 'written before')
    await drain()
    const [atAna, atBen] = [await openStream(ana), await openStream(ben)]
    await follow(ben, ana)
    expect(await feedTexts(ben)).toEqual(['written before'])
    await oneReset(atBen)
    const [reset] = atBen.of('reset')
    expect(reset?.data).toEqual({ reason: 'graph', withinMs: 0 })
    expect(reset?.id).toBe((await readFeed(ben)).position)
    await post(ana, 'written after')
    await drain()
    await waitFor(() => atBen.texts().length === 1)
    expect(atBen.texts()).toEqual(['written after'])
    expect(await feedTexts(ben)).toEqual(['written after', 'written before'])
    // Ana’s feed has not changed.
    expect(atAna.of('reset')).toEqual([])
    const back = await openStream(ben, { position: reset?.id ?? '', until: 'replayed' })
    expect(back.texts()).toEqual(['written after'])
  })

  it('Ben unfollows Ana: reset, her posts are gone, and the next one does not arrive', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    await post(ana, 'one')
    await drain()
    const [atAna, atBen, atCleo] = [
      await openStream(ana),
      await openStream(ben),
      await openStream(await person('Cleo')),
    ]
    await unfollow(ben, ana)
    await oneReset(atBen)
    // Her pages show that he followed her.
    await oneReset(atAna)
    expect(atCleo.of('reset')).toEqual([])
    expect(await feedTexts(ben)).toEqual([])
    await post(ana, 'two')
    await post(ben, 'my own')
    await drain()
    await waitFor(() => atBen.texts().length > 0)
    expect(atBen.texts()).toEqual(['my own'])
  })

  it('Ben mutes Ana: only his own stream is reset', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await befriend(ana, ben)
    const [atAna, atBen] = [await openStream(ana), await openStream(ben)]
    await mute(ben, ana)
    await oneReset(atBen)
    await post(ana, 'from Ana')
    await post(ben, 'from Ben')
    await drain()
    await waitFor(() => atBen.texts().includes('from Ben') && atAna.texts().length === 2)
    expect(atBen.texts()).toEqual(['from Ben'])
    expect(atAna.texts().sort()).toEqual(['from Ana', 'from Ben'])
    expect(atAna.of('reset')).toEqual([])
  })

  it.each(['befriend', 'unfriend', 'block'] as const)('Ana and Ben %s: both streams are reset', async (step) => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    if (step !== 'befriend') await befriend(ana, ben)
    await post(ana, 'for friends', { audience: 'friends' })
    await drain()
    const streams = [await openStream(ana), await openStream(ben)]
    const atCleo = await openStream(cleo)
    await { befriend, unfriend, block }[step](ben, ana)
    for (const stream of streams) await oneReset(stream)
    expect(await feedTexts(ben)).toEqual(step === 'befriend' ? ['for friends'] : [])
    expect(atCleo.of('reset')).toEqual([])
  })

  it('asking for a friendship changes nobody’s feed, and resets nobody', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const streams = [await openStream(ana), await openStream(ben)]
    await requestFriendship(ana, ben)
    await post(ana, 'own')
    await post(ben, 'own')
    await drain()
    await waitFor(() => streams.every((stream) => stream.texts().length === 1))
    expect(streams.map((stream) => stream.of('reset'))).toEqual([[], []])
  })
})

it('many changes at once cause one reset at once, and then at most one each 300 ms', async () => {
  const [ben, ...others] = await people('Ben', 'Ana', 'Cleo', 'Dana')
  const atBen = await openStream(ben)
  const began = Date.now()
  for (const other of others) await follow(ben, other)
  for (const other of others) await unfollow(ben, other)
  for (const other of others) await follow(ben, other)
  const took = Date.now() - began
  for (const other of others) await post(other, `from ${other.name}`)
  await drain()
  const wanted = others.map(({ name }) => `from ${name}`).sort()
  const seen = async () => [...new Set([...(await feedTexts(ben)), ...atBen.texts()])].sort()
  await expect.poll(seen, { timeout: 5000 }).toEqual(wanted)
  await expect.poll(() => atBen.of('reset').length, { timeout: 5000 }).toBeGreaterThanOrEqual(2)
  // The last reset came after the last change, so its position is the present one.
  await expect.poll(async () => (await readFeed(ben)).position, { timeout: 5000 }).toBe(atBen.lastId())
  expect(atBen.of('reset').length).toBeLessThanOrEqual(2 + Math.floor(took / 300))
})

it('when Redis was away and a timeline could not be dropped, the job of the change drops it later', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await post(ana, 'written before')
  await drain()
  const atBen = await openStream(ben)
  expect(await feedTexts(ben)).toEqual([])
  await insertFollow(ben, ana)
  await query(
    `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt") VALUES ('graph', 'graph.changed', $1, now())`,
    [JSON.stringify({ userIds: [String(ben.id)] })],
  )
  await drain()
  await oneReset(atBen)
  expect(await feedTexts(ben)).toEqual(['written before'])
})

it('a change while a stream is opening resets it when it is live', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ben, ana)
  await post(ana, 'hello')
  await drain()
  const opening = openStream(ben)
  for (let n = 0; n < 20; n++) await dropTimelines([ben.id])
  const atBen = await opening
  await post(ana, 'and goes on')
  await drain()
  await expect
    .poll(async () => [(await feedTexts(ben))[0], (await readFeed(ben)).position === atBen.lastId()], { timeout: 5000 })
    .toEqual(['and goes on', true])
  await post(ana, 'live')
  await drain()
  await waitFor(() => atBen.texts().includes('live'))
})
