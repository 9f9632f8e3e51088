import { beforeAll, expect, it } from 'vitest'
import { mutate } from '@/lib/mutation/mutate'
import { openQueues, queue } from '@/lib/mutation/queues'
import { createPost } from '@/lib/posts/create-post'
import { startRedis } from '@/lib/redis/client'
import { deletePost, edit, post, restore } from '../../support/acts'
import { eventOf } from '../../support/events'
import { person } from '../../support/people'
import { query } from '../../support/query'

beforeAll(async () => {
  await startRedis()
  await openQueues()
})

type Event = { queue: string; type: string; payload: { audience?: string } }

/** Returns a function that lists the events recorded about a post since its last call. */
function watch(postId: string) {
  let seen = 0
  return async () => {
    const rows = await query<Event>(
      `SELECT queue, type, payload FROM "OutboxEvent" WHERE payload->>'postId' = $1 ORDER BY id`,
      [postId],
    )
    const fresh = rows.slice(seen)
    seen = rows.length
    return fresh.map(({ queue, type, payload }) => `${queue} ${type}${payload.audience ? ` ${payload.audience}` : ''}`)
  }
}

async function counts() {
  const [row] = await query<{ posts: number; events: number; keys: number; jobs: number }>(
    `SELECT (SELECT count(*) FROM "Post")::int AS posts, (SELECT count(*) FROM "OutboxEvent")::int AS events,
            (SELECT count(*) FROM "IdempotencyKey")::int AS keys`,
  )
  return { ...row, jobs: await queue('fan-out').count() }
}

it('each change of a post records the events that follow from it', async () => {
  const ana = await person('Ana')
  const written = await post(ana, 'one', { audience: 'friends' })
  const recorded = watch(written.id)
  expect(await recorded()).toEqual(['fan-out post.created', 'notify post.created'])
  await edit(ana, written, { text: 'two' })
  expect(await recorded()).toEqual(['fan-out post.changed', 'notify post.changed same'])
  await edit(ana, written, { audience: 'public' })
  expect(await recorded()).toEqual(['fan-out post.changed', 'fan-out post.widened', 'notify post.changed wider'])
  await edit(ana, written, { audience: 'only_me' })
  expect(await recorded()).toEqual(['fan-out post.changed', 'notify post.changed other'])
  await deletePost(ana, written)
  expect(await recorded()).toEqual(['fan-out post.changed', 'notify post.changed other'])
  await restore(ana, written)
  expect(await recorded()).toEqual(['fan-out post.widened', 'notify post.changed wider'])
})

it('a job contains only the id of its event', async () => {
  const ana = await person('Ana')
  const { id } = await post(ana, 'a secret')
  const eventId = String(await eventOf(id))
  const found = async () => (await queue('fan-out').getWaiting()).find(({ data }) => data.eventId === eventId)
  await expect.poll(found).toBeDefined()
  expect((await found())?.data).toEqual({ eventId })
})

it('a mutation that fails after writing the post leaves neither post, event, key nor job', async () => {
  const ana = await person('Ana')
  const before = await counts()
  const key = { userId: ana.id, key: 'k', bodyHash: 'h' }
  const failing = mutate(
    async ({ tx, record }) => {
      const post = await tx.post.create({ data: { authorId: ana.id, text: 'undone', audience: 'public' } })
      await record({ queue: 'fan-out', type: 'post.created', postId: post.id })
      throw new Error('the process died here')
    },
    { key },
  )
  await expect(failing).rejects.toThrow('the process died here')
  // When the answer cannot be stored, the facts are rolled back too.
  const circular: Record<string, unknown> = {}
  circular.self = circular
  const unanswerable = mutate(
    async ({ tx, record }) => {
      const post = await tx.post.create({ data: { authorId: ana.id, text: 'undone', audience: 'public' } })
      await record({ queue: 'fan-out', type: 'post.created', postId: post.id })
      return circular
    },
    { key },
  )
  await expect(unanswerable).rejects.toThrow()
  expect(await counts()).toEqual(before)
})

it('a post whose author was deleted meanwhile is not stored, and neither is its event', async () => {
  const ana = await person('Ana')
  await query('DELETE FROM "User" WHERE id = $1', [ana.id])
  const before = await counts()
  await expect(createPost(ana.viewer, { text: 'from nobody', audience: 'public' }, null)).rejects.toThrow()
  expect(await counts()).toEqual(before)
})
