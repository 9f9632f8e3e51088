import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { deletePost, follow, poll, post, readFeed } from '../../support/acts'
import { ask } from '../../support/ask'
import { lookForOpenFanOutsNow, whileRedisIsAway } from '../../support/away'
import { clearEvents } from '../../support/events'
import { fanOutNow } from '../../support/fan-outs'
import { drain, stopJobs } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'
import { insertBlock, insertFollow, insertOldPost, insertPosts } from '../../support/rows'
import { rawTimeline } from '../../support/timelines'

beforeAll(startRedis)

async function reader(): Promise<{ ana: Person; ben: Person; position: string }> {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ana, ben)
  return { ana, ben, position: (await readFeed(ana)).position ?? '' }
}

const texts = ({ items }: { items: { text: string }[] }) => items.map(({ text }) => text)

describe('Ana polls', () => {
  it('and gets what came after her position, newest first, and the position to poll from next', async () => {
    const { ana, ben, position } = await reader()
    for (const text of ['one', 'two']) {
      await post(ben, text)
      await drain()
    }
    const first = await poll(ana, position)
    expect(texts(first)).toEqual(['two', 'one'])
    expect(first).toMatchObject({ reset: false, items: [{ viewer: { liked: false } }, {}] })
    expect(texts(await poll(ana, first.position))).toEqual([])
    await post(ben, 'three')
    await drain()
    expect(texts(await poll(ana, first.position))).toEqual(['three'])
    expect(texts(await poll(ana, position))).toEqual(['three', 'two', 'one'])
  })

  it('and finds what she herself wrote on another device, before any job has run', async () => {
    const { ana, ben, position } = await reader()
    await stopJobs()
    await post(ana, 'mine')
    await post(ben, 'not delivered yet')
    expect(texts(await poll(ana, position))).toEqual(['mine'])
    await drain()
  })

  it('and does not get what she may not see any more', async () => {
    const { ana, ben, position } = await reader()
    const cleo = await person('Cleo')
    await insertFollow(ana, cleo)
    await post(ben, 'from Ben')
    await post(cleo, 'from Cleo')
    const gone = await post(ben, 'deleted')
    await drain()
    await deletePost(ben, gone)
    // Rows only: the timeline still has what Cleo wrote.
    await insertBlock(cleo, ana)
    const before = (await rawTimeline(ana))?.ids
    expect(before).toHaveLength(3)
    expect(texts(await poll(ana, position))).toEqual(['from Ben'])
  })

  it('and gets a post once that is in her timeline twice', async () => {
    const { ana, ben, position } = await reader()
    const { id } = await post(ben, 'once')
    await drain()
    const between = (await poll(ana, position)).position
    await fanOutNow(id)
    expect((await rawTimeline(ana))?.ids).toEqual([id, id])
    expect(texts(await poll(ana, position))).toEqual(['once'])
    expect(texts(await poll(ana, between))).toEqual([])
  })

  it.each(['nonsense', '1-abc:7', '-1:-1', '', '1-abc:999999999999999999'])(
    'with the position "%s" the answer says to reload, and from which position',
    async (position) => {
      const { ana, position: present } = await reader()
      const { status, body } = await ask.poll(ana, { query: `?position=${position}` })
      expect([status, body]).toEqual([200, { items: [], position: present, reset: true }])
    },
  )

  it('with a position beyond the end, or from before a cut, the answer says to reload', async () => {
    const { ana, position } = await reader()
    const [epoch, offset] = position.split(':')
    expect((await poll(ana, `${epoch}:${Number(offset) + 1}`)).reset).toBe(true)
    expect((await poll(ana, `${epoch}:${Number(offset) - 1}`)).reset).toBe(true)
    expect((await poll(ana, position)).reset).toBe(false)
  })

  it('and gets 100 at most: with one more, the answer says to reload', async () => {
    const { ana, ben, position } = await reader()
    for (const id of await insertPosts(ben, 100)) await fanOutNow(id)
    expect((await poll(ana, position)).items).toHaveLength(100)
    await fanOutNow((await insertPosts(ben, 1))[0] ?? 0n)
    expect(await poll(ana, position)).toMatchObject({ items: [], reset: true })
  })

  it('and gets no body when nothing is new', async () => {
    const { ana, ben, position } = await reader()
    const query = `?position=${position}`
    const first = await ask.poll(ana, { query })
    const headers = { 'if-none-match': first.headers.get('etag') ?? 'none' }
    const again = await ask.poll(ana, { query, headers })
    expect([again.status, again.body]).toEqual([304, null])
    await post(ben, 'now there is')
    await drain()
    expect((await ask.poll(ana, { query, headers })).status).toBe(200)
  })

  it('without Redis and gets the newest from PostgreSQL; her position stays valid for later', async () => {
    const { ana, ben, position } = await reader()
    await insertOldPost(ben, 'long ago', 60_000)
    const { id } = await post(ben, 'new')
    const away = await whileRedisIsAway(() => poll(ana, position))
    expect([texts(away), away.position, away.reset]).toEqual([['new', 'long ago'], position, false])
    expect((await whileRedisIsAway(() => poll(ana))).position).toBeNull()
    await drain()
    expect((await poll(ana, position)).items.map((item) => item.id)).toEqual([id])
  })
})

describe('while no worker runs', () => {
  beforeEach(stopJobs)

  /** Makes all open events so many seconds old. */
  async function openFor(seconds: number): Promise<void> {
    await query(`UPDATE "OutboxEvent" SET "createdAt" = now() - $1 * interval '1 second' WHERE "doneAt" IS NULL`, [
      seconds,
    ])
    lookForOpenFanOutsNow()
  }

  it('Ana finds Ben’s post by polling and on the first page after a second, and Cleo, who does not follow him, never', async () => {
    const { ana, ben, position } = await reader()
    const cleo = await person('Cleo')
    const at = (await readFeed(cleo)).position
    await post(ben, 'under way')
    // In the future, so that they are younger than a second also on a slow machine.
    await openFor(-30)
    expect([texts(await readFeed(ana)), texts(await poll(ana, position))]).toEqual([[], []])
    await openFor(2)
    expect([texts(await readFeed(ana)), texts(await poll(ana, position))]).toEqual([['under way'], ['under way']])
    expect([texts(await readFeed(cleo)), texts(await poll(cleo, at))]).toEqual([[], []])
    await drain()
    expect(texts(await poll(ana, position))).toEqual(['under way'])
  })

  it('a post for friends whose fan-out is open is found by friends only', async () => {
    const { ana, ben, position } = await reader()
    await post(ben, 'for friends', { audience: 'friends' })
    await openFor(2)
    expect([texts(await readFeed(ana)), texts(await poll(ana, position))]).toEqual([[], []])
    expect(texts(await readFeed(ben))).toEqual(['for friends'])
    await drain()
  })

  it('more than 100 open posts make the poll say that the page must reload', async () => {
    const { ana, ben, position } = await reader()
    await query(
      `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt")
       SELECT 'fan-out', 'post.created', jsonb_build_object('postId', id::text), now() + interval '1 hour' FROM unnest($1::bigint[]) AS id`,
      [await insertPosts(ben, 101)],
    )
    await openFor(2)
    expect(await poll(ana, position)).toMatchObject({ items: [], reset: true })
    await clearEvents()
    lookForOpenFanOutsNow()
  })
})
