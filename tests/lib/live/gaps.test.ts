import { beforeAll, describe, expect, it } from 'vitest'
import { checkNow } from '@/lib/live/check-now'
import { gateway } from '@/lib/live/gateway'
import { redis, startRedis } from '@/lib/redis/client'
import { gatewayKey } from '@/lib/redis/keys'
import type { Audience, Post } from '@/lib/shared/views'
import {
  befriend,
  comment,
  deletePost,
  edit,
  follow,
  like,
  post,
  readFeed,
  showPosts,
  unlike,
} from '../../support/acts'
import { ask } from '../../support/ask'
import { type Dice, pick, seededDice } from '../../support/dice'
import { drain } from '../../support/jobs'
import { loseConnections } from '../../support/listeners'
import { type Person, people } from '../../support/people'
import { query } from '../../support/query'
import { connectionOf, openStream, type TestStream, waitFor } from '../../support/streams'
import { modelScreen } from './model-screen'

/** Milliseconds after a gap within which every screen is right. */
const HEALED = 10_000
const GAPS = 10
const POSTS_PER_GAP = 4

beforeAll(startRedis)

type Readers = { ana: Person; ben: Person; dana: Person; eva: Person }

/** Ana writes, Ben is her friend, Dana follows her, and Eva has the pages of the posts open. */
async function readers(): Promise<Readers> {
  const [ana, ben, dana, eva] = await people('Ana', 'Ben', 'Dana', 'Eva')
  await befriend(ana, ben)
  await follow(dana, ana)
  return { ana, ben, dana, eva }
}

async function write(ana: Person, name: string): Promise<Post[]> {
  const posts = []
  for (let nth = 1; nth <= POSTS_PER_GAP; nth++) posts.push(await post(ana, `${name}.${nth}`))
  await drain()
  return posts
}

const ACTS = ['edit', 'only_me', 'friends', 'public', 'delete', 'restore', 'like', 'unlike', 'comment'] as const

/** Two to four changes of a post, at random. A text that is written while the post is narrow says for whom it is. */
async function change(roll: Dice, { ana, ben }: Readers, one: Post): Promise<void> {
  let [audience, deleted]: [Audience, boolean] = ['public', false]
  for (let left = 2 + Math.floor(roll() * 3); left > 0; left--) {
    const act: (typeof ACTS)[number] = deleted ? 'restore' : pick(roll, ACTS)
    if (act === 'delete') await deletePost(ana, one)
    else if (act === 'restore') await ask.restore(ana, one)
    else if (act === 'like') await like(ana, one)
    else if (act === 'unlike') await unlike(ana, one)
    else if (act === 'comment') await comment(ana, one)
    else if (act === 'edit') await edit(ana, one, { text: `${one.text} edited` })
    else await edit(ana, one, { audience: act, text: `${one.text} for ${act}` })
    if (act === 'only_me' || act === 'friends' || act === 'public') audience = act
    deleted = act === 'delete'
  }
  if (!deleted && audience === 'public') await ask.like(ben, one)
}

/** What was published to the gateways does not arrive: their subscriptions are closed again and again. */
async function withoutMessages(work: () => Promise<void>): Promise<void> {
  let over = false
  const killing = (async () => {
    while (!over) await redis.call('CLIENT', 'KILL', 'TYPE', 'PUBSUB')
  })()
  await work().finally(() => {
    over = true
  })
  await killing
}

async function expectRight(screens: ReturnType<typeof modelScreen>[]): Promise<void> {
  for (const screen of screens) {
    const compared = async () => {
      const { shown, right } = await screen.compare()
      return shown.flatMap((words, at) => (words === right[at] ? [] : [`${words}, and should be ${right[at]}`]))
    }
    await expect.poll(compared, { timeout: HEALED, interval: 100 }).toEqual([])
  }
}

/** Nobody was shown a text that was written for others. A narrowed post may be widened again with that text. */
async function expectNoLeak(screens: ReturnType<typeof modelScreen>[], hidden: RegExp): Promise<void> {
  for (const screen of screens) {
    const { right } = await screen.compare()
    const leaked = screen.texts().filter((text) => hidden.test(text) && !right.some((words) => words.startsWith(text)))
    expect(leaked).toEqual([])
  }
}

describe(`${GAPS * POSTS_PER_GAP} posts change at random`, { timeout: 120_000 }, () => {
  it('while no message arrives: soon after, every open screen is right, nobody was shown what is hidden, and none had to reload', async () => {
    const all = await readers()
    const streams = { ben: await openStream(all.ben), dana: await openStream(all.dana), eva: await openStream(all.eva) }
    for (let gap = 1; gap <= GAPS; gap++) {
      const roll = seededDice(gap)
      const posts = await write(all.ana, `gap ${gap}`)
      await showPosts(all.eva, posts, { connectionId: connectionOf(streams.eva) })
      const screens = (['ben', 'dana', 'eva'] as const).map((name) =>
        modelScreen(all[name], posts, () => [streams[name]]),
      )
      await withoutMessages(async () => {
        for (const one of posts) await change(roll, all, one)
        await drain()
      })
      await expectRight(screens)
      await expectNoLeak(screens, /for only_me$/)
      await expectNoLeak(screens.slice(1), /for friends$/)
    }
    for (const stream of Object.values(streams)) expect([stream.of('reset'), stream.ended()]).toEqual([[], false])
  })

  it('while Ben and Dana have no stream: soon after they are back with their position, their screens are right', async () => {
    const all = await readers()
    for (let gap = 1; gap <= GAPS; gap++) {
      const roll = seededDice(100 + gap)
      const posts = await write(all.ana, `away ${gap}`)
      const streams: Record<'ben' | 'dana', TestStream[]> = { ben: [], dana: [] }
      const screens = (['ben', 'dana'] as const).map((name) => modelScreen(all[name], posts, () => streams[name]))
      const positions = { ben: (await readFeed(all.ben)).position, dana: (await readFeed(all.dana)).position }
      for (const one of posts) await change(roll, all, one)
      if (gap % 2 === 0) await post(all.ana, 'a new one')
      await drain()
      for (const name of ['ben', 'dana'] as const) {
        streams[name].push(await openStream(all[name], { position: positions[name] ?? '' }))
      }
      await expectRight(screens)
      await expectNoLeak(screens, /for only_me$/)
      await expectNoLeak(screens.slice(1), /for friends$/)
      for (const stream of [...streams.ben, ...streams.dana]) stream.close()
    }
  })
})

async function danaReads() {
  const all = await readers()
  const [one] = await write(all.ana, 'read')
  if (!one) throw new Error('Ana has written nothing')
  return { ...all, one, atDana: await openStream(all.dana) }
}

const said = (stream: TestStream) => stream.of('post').map(({ data }) => (data.deleted ? 'gone' : data.post.text))

describe('Dana gets what she missed', { timeout: 60_000 }, () => {
  it('after her registration was lost with the lease of the process', async () => {
    const { ana, dana, one, atDana } = await danaReads()
    await loseConnections(dana)
    await edit(ana, one, { audience: 'friends' })
    await drain()
    await redis.del(gatewayKey(gateway.id))
    await waitFor(() => said(atDana).length > 0, 'gone')
    expect(said(atDana)).toEqual(['gone'])
  })

  it('the new name of Ana, too', async () => {
    const { ana, atDana } = await danaReads()
    await withoutMessages(async () => {
      await ask.changeProfile(ana, { name: 'Anabel' })
      await drain()
    })
    await waitFor(() => atDana.of('person').length > 0, 'the person')
    expect(atDana.of('person').at(-1)?.data.user.name).toBe('Anabel')
  })

  it('when PostgreSQL could not be asked at first', async () => {
    const { ana, dana, one, atDana } = await danaReads()
    await loseConnections(dana)
    await edit(ana, one, { text: 'edited' })
    await drain()
    await query('ALTER TABLE "OutboxEvent" RENAME TO "Elsewhere"')
    await redis.del(gatewayKey(gateway.id))
    await waitFor(() => gateway.gap.isOpen, 'the gap')
    await query('ALTER TABLE "Elsewhere" RENAME TO "OutboxEvent"')
    await waitFor(() => said(atDana).length > 0, 'the edit')
    expect(said(atDana)).toEqual(['edited'])
    await waitFor(() => !gateway.gap.isOpen, 'the end of the gap')
  })

  it('after more changes than can be told: she is told to reload, once', async () => {
    const { dana, atDana } = await danaReads()
    await query(
      `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt", "doneAt")
       SELECT 'notify', 'like.changed', jsonb_build_object('postId', n::text, 'authorId', '1', 'userId', '1'), now(), now()
       FROM generate_series(1, 2001) n`,
    )
    await loseConnections(dana)
    await redis.del(gatewayKey(gateway.id))
    await waitFor(() => atDana.of('reset').length > 0, 'the reset')
    expect(atDana.of('reset').map(({ data }) => data)).toEqual([{ reason: 'lag', withinMs: expect.any(Number) }])
    expect(said(atDana)).toEqual([])
    await query(`DELETE FROM "OutboxEvent" WHERE payload->>'userId' = '1'`)
  })

  it('and nothing when nothing was lost: no frame comes again at the next check', async () => {
    const { ana, one, atDana } = await danaReads()
    await edit(ana, one, { text: 'edited' })
    await drain()
    await waitFor(() => said(atDana).length === 1, 'the edit')
    await checkNow(gateway)
    expect(said(atDana)).toEqual(['edited'])
  })

  it('while she was away, of the newest posts: what changed, and not what did not or was never hers', async () => {
    const all = await readers()
    const [kept, edited, narrowed, removed] = await write(all.ana, 'held')
    const secret = await post(all.ana, 'a secret', { audience: 'friends' })
    await post(all.ana, 'last')
    await drain()
    const { position } = await readFeed(all.dana)
    if (!kept || !edited || !narrowed || !removed) throw new Error('Ana has written less')
    await edit(all.ana, edited, { text: 'edited' })
    await edit(all.ana, narrowed, { audience: 'friends' })
    await deletePost(all.ana, removed)
    await edit(all.ana, secret, { text: 'another secret' })
    await drain()
    const back = await openStream(all.dana, { position: position ?? '' })
    await waitFor(() => back.of('post').length >= 3, 'three frames')
    const ids = back.of('post').map(({ data }) => [data.postId ?? data.post.id, data.deleted ?? data.post.text])
    expect(ids).toEqual([
      [edited.id, 'edited'],
      [narrowed.id, true],
      [removed.id, true],
    ])
  })
})
