import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { broadcast } from '@/lib/delivery/broadcast'
import { deliver, deliverEach, redisTime } from '@/lib/delivery/deliver'
import { endStreams } from '@/lib/delivery/end-streams'
import { bellBody, readMessage, writeMessage } from '@/lib/delivery/message'
import { dropTimelines } from '@/lib/feed/drop-timelines'
import { gateway } from '@/lib/live/gateway'
import { Subscription } from '@/lib/live/subscription'
import { redis, startRedis } from '@/lib/redis/client'
import { holdConnections, listenAs } from '../../support/listeners'
import { type Person, people } from '../../support/people'
import { putTimeline } from '../../support/timelines'
import { runFanOutScript } from '../feed/run-fan-out-script'

beforeAll(startRedis)

const FRAME = 'event: post\ndata: {"text":"two\\nlines"}\n\n'

let count = 0

/** Ana and Ben are connected to one gateway, and Ben to another as well. */
async function connected() {
  const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
  const names = [`first-${++count}`, `second-${count}`] as const
  const [first, second] = [await listenAs(names[0]), await listenAs(names[1])]
  await holdConnections(ana, names[0])
  await holdConnections(ben, names[0], names[1])
  return { ana, ben, cleo, first, second }
}

const ids = (...people: Person[]) => people.map(({ id }) => String(id))

describe('what a script publishes is what a gateway reads', () => {
  it('feed: who gets the post, each at the position in their own timeline', async () => {
    const { ana, ben, cleo, first, second } = await connected()
    const epochs = [await putTimeline(ana, { ids: [1n], base: 10 }), await putTimeline(ben, { ids: [], base: 20 })]
    await runFanOutScript([ana, ben, cleo], { id: 9n })
    const atAna = { user: String(ana.id), position: `${epochs[0]}:12` }
    const atBen = { user: String(ben.id), position: `${epochs[1]}:21` }
    await expect.poll(() => first).toEqual([{ kind: 'feed', readers: [atAna, atBen], frame: 'the frame' }])
    await expect.poll(() => second).toEqual([{ kind: 'feed', readers: [atBen], frame: 'the frame' }])
  })

  it('event: the users of each gateway, and a frame with line feeds of its own', async () => {
    const { ana, ben, cleo, first, second } = await connected()
    await deliver(redis, [ana.id, ben.id, cleo.id], { kind: 'event', body: FRAME })
    await expect.poll(() => first).toEqual([{ kind: 'event', users: ids(ana, ben), frame: FRAME }])
    await expect.poll(() => second).toEqual([{ kind: 'event', users: ids(ben), frame: FRAME }])
  })

  it('everyone: one message to each gateway, with those who are left out', async () => {
    const { ana, cleo, first, second } = await connected()
    const readAt = await redisTime(redis)
    expect(await broadcast(redis, { frame: FRAME, except: [ana.id, cleo.id], readAt })).toBe(true)
    expect(await broadcast(redis, { frame: FRAME, except: [], readAt })).toBe(true)
    const messages = [ids(ana, cleo), ['']].map((except) => ({ kind: 'everyone', except, frame: FRAME }))
    await expect.poll(() => first).toEqual(messages)
    await expect.poll(() => second).toEqual(messages)
    expect(await broadcast(redis, { frame: FRAME, except: [], readAt: readAt - 5000 })).toBe(false)
    expect(first).toEqual(messages)
  })

  it('bell: a message for each user, with the version of the bell', async () => {
    const { ana, ben, cleo, first, second } = await connected()
    const bells = [ana, ben, cleo].map(({ id }, n) => ({ userId: id, body: bellBody(`900719925474099${n}`, FRAME) }))
    await deliverEach(redis, bells, 'bell', await redisTime(redis))
    const ofBen = { kind: 'bell', users: ids(ben), version: 9007199254740991n, frame: FRAME }
    const ofAna = { kind: 'bell', users: ids(ana), version: 9007199254740990n, frame: FRAME }
    await expect.poll(() => first).toEqual([ofAna, ofBen])
    await expect.poll(() => second).toEqual([ofBen])
  })

  it('reset: the users whose timelines were dropped, and why', async () => {
    const { ana, ben, first, second } = await connected()
    await dropTimelines([ana.id, ben.id])
    await expect.poll(() => first).toEqual([{ kind: 'reset', users: ids(ana, ben), reason: 'graph' }])
    await expect.poll(() => second).toEqual([{ kind: 'reset', users: ids(ben), reason: 'graph' }])
  })

  it('end: the user, and the sessions that have ended', async () => {
    const { ben, first, second } = await connected()
    await endStreams(ben.id, ['one', 'two'])
    const end = { kind: 'end', users: ids(ben), sessionIds: ['one', 'two'] }
    await expect.poll(() => [first, second]).toEqual([[end], [end]])
  })

  it('probe: what a gateway sends itself', async () => {
    const messages = await listenAs(gateway.id)
    const subscription = new Subscription(gateway)
    onTestFinished(() => subscription.close())
    await expect.poll(() => gateway.subscribed).toBe(true)
    await subscription.probe()
    await expect.poll(() => messages).toEqual([{ kind: 'probe' }])
  })
})

it('nothing is published when the facts are more than a second old', async () => {
  const { ana, ben, first, second } = await connected()
  const before = (await redisTime(redis)) - 1001
  expect(await deliver(redis, [ana.id, ben.id], { kind: 'event', body: 'late' }, before)).toBe(false)
  expect(await deliverEach(redis, [{ userId: ben.id, body: bellBody('1', 'late') }], 'bell', before)).toBe(false)
  await deliver(redis, [ben.id], { kind: 'event', body: 'in time' }, await redisTime(redis))
  const only = [{ kind: 'event', users: ids(ben), frame: 'in time' }]
  await expect.poll(() => [first, second]).toEqual([only, only])
})

it.each([
  ['nothing', ''],
  ['one line', 'event'],
  ['no body', 'event\n7'],
  ['a kind of a later version', writeMessage({ kind: 'later' as 'event', to: '7', body: 'text' })],
  ['a bell without a version', writeMessage({ kind: 'bell', to: '7', body: FRAME })],
])('%s is no message', (_, text) => {
  expect(readMessage(text)).toBeNull()
})
