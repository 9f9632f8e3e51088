import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GET as NEW } from '@/app/api/feed/new/route'
import { startRedis } from '@/lib/redis/client'
import { lookForOpenFanOutsNow, whileRedisIsAway } from '../../support/away'
import { call } from '../../support/call'
import { fanOutNow } from '../../support/fan-outs'
import { drain, stopJobs } from '../../support/jobs'
import { block, follow, type Person, person } from '../../support/people'
import { feedPage, poll, post, remove, writeOldPost, writePosts } from '../../support/posting'
import { query } from '../../support/query'
import { rawTimeline } from '../../support/timelines'

beforeAll(startRedis)

async function reader(): Promise<{ ana: Person; ben: Person; position: string }> {
  const [ana, ben] = [await person('Ana'), await person('Ben')]
  await follow(ana, ben)
  return { ana, ben, position: (await feedPage(ana)).position ?? '' }
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
    await follow(ana, cleo)
    await post(ben, 'from Ben')
    await post(cleo, 'from Cleo')
    const gone = await post(ben, 'deleted')
    await drain()
    await remove(ben, gone)
    // As a row only: the timeline still has what Cleo wrote.
    await block(cleo, ana)
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
      const { status, body } = await call(NEW, { path: `/api/feed/new?position=${position}`, as: ana })
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
    for (const id of await writePosts(ben, 100)) await fanOutNow(id)
    expect((await poll(ana, position)).items).toHaveLength(100)
    await fanOutNow((await writePosts(ben, 1))[0] ?? 0n)
    expect(await poll(ana, position)).toMatchObject({ items: [], reset: true })
  })

  it('and gets no body when nothing is new', async () => {
    const { ana, ben, position } = await reader()
    const path = `/api/feed/new?position=${position}`
    const first = await call(NEW, { path, as: ana })
    const headers = { 'if-none-match': first.headers.get('etag') ?? 'none' }
    const again = await call(NEW, { path, as: ana, headers })
    expect([again.status, again.body]).toEqual([304, null])
    await post(ben, 'now there is')
    await drain()
    expect((await call(NEW, { path, as: ana, headers })).status).toBe(200)
  })

  it('without Redis and gets the newest from PostgreSQL; her position stays valid for later', async () => {
    const { ana, ben, position } = await reader()
    await writeOldPost(ben, 'long ago', 60_000)
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
    const at = (await feedPage(cleo)).position
    await post(ben, 'under way')
    // In the future, so that they are younger than a second also on a slow machine.
    await openFor(-30)
    expect([texts(await feedPage(ana)), texts(await poll(ana, position))]).toEqual([[], []])
    await openFor(2)
    expect([texts(await feedPage(ana)), texts(await poll(ana, position))]).toEqual([['under way'], ['under way']])
    expect([texts(await feedPage(cleo)), texts(await poll(cleo, at))]).toEqual([[], []])
    await drain()
    expect(texts(await poll(ana, position))).toEqual(['under way'])
  })

  it('a post for friends whose fan-out is open is found by friends only', async () => {
    const { ana, ben, position } = await reader()
    await post(ben, 'for friends', { audience: 'friends' })
    await openFor(2)
    expect([texts(await feedPage(ana)), texts(await poll(ana, position))]).toEqual([[], []])
    expect(texts(await feedPage(ben))).toEqual(['for friends'])
    await drain()
  })

  it('more than 100 open posts make the poll say that the page must reload', async () => {
    const { ana, ben, position } = await reader()
    await query(
      `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt")
       SELECT 'fan-out', 'post.created', jsonb_build_object('postId', id::text), now() + interval '1 hour' FROM unnest($1::bigint[]) AS id`,
      [await writePosts(ben, 101)],
    )
    await openFor(2)
    expect(await poll(ana, position)).toMatchObject({ items: [], reset: true })
    await query('DELETE FROM "OutboxEvent"')
    lookForOpenFanOutsNow()
  })
})
