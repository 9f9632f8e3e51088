import { beforeAll, describe, expect, it } from 'vitest'
import { createComment } from '@/lib/comments/create-comment'
import { recountAfterStanding } from '@/lib/notifications/recount-after-standing'
import { findDrift } from '@/lib/postgres/counter-drift'
import { pool } from '@/lib/postgres/pool'
import { likePost } from '@/lib/posts/like-post'
import { redis, startRedis } from '@/lib/redis/client'
import type { Post } from '@/lib/shared/views'
import {
  block,
  comment,
  deletePost,
  follow,
  like,
  likerNames,
  post,
  readBell,
  readFeed,
  restore,
  unblock,
} from '../../support/acts'
import { ask } from '../../support/ask'
import { drain } from '../../support/jobs'
import { type Person, people, person, suspend } from '../../support/people'
import { query } from '../../support/query'
import { restoreAccount, suspendAccount } from '../../support/standing'
import { openStream, waitFor } from '../../support/streams'

beforeAll(startRedis)

const short = ({ likeCount, commentCount }: Post) => `${likeCount} likes, ${commentCount} comments`

describe('a like and a comment of Cleo', () => {
  async function scene() {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    const dana = await person('Dana')
    for (const one of [ben, dana]) await follow(one, ana)
    const written = await post(ana, 'Bread')
    await like(cleo, written)
    await comment(cleo, written)
    await drain()
    return { ana, ben, cleo, dana, written }
  }

  const seenBy = async (as: Person | undefined, about: Post) => short((await ask.readPost(as, about)).body.post)

  it('are not counted for Ben, who blocks her, and are for Dana and visitors; after the block has ended, for all', async () => {
    const { ben, cleo, dana, written } = await scene()
    await block(ben, cleo)
    const counted = async () => [
      await seenBy(ben, written),
      await seenBy(dana, written),
      await seenBy(undefined, written),
    ]
    expect(await counted()).toEqual(['0 likes, 0 comments', '1 likes, 1 comments', '1 likes, 1 comments'])
    await unblock(ben, cleo)
    expect(new Set(await counted())).toEqual(new Set(['1 likes, 1 comments']))
  })

  it('are counted for nobody while she is suspended, also when the job runs twice, and again when she is back', async () => {
    const { ana, cleo, written } = await scene()
    const rows = async () => (await readBell(ana)).items.map(({ type, actorCount }) => `${type} ${actorCount}`)
    const [before, { unseen }] = [await rows(), (await readBell(ana)).state]
    expect(before).toEqual(expect.arrayContaining(['like 1', 'comment 1']))
    await suspend(cleo)
    await Promise.all([recountAfterStanding(redis, cleo.id), recountAfterStanding(redis, cleo.id)])
    expect([await seenBy(ana, written), await seenBy(undefined, written)]).toEqual(Array(2).fill('0 likes, 0 comments'))
    expect(await rows()).toEqual(['follow 2'])
    expect(await findDrift()).toEqual([])
    await restoreAccount(cleo)
    await restoreAccount(cleo)
    expect(await seenBy(ana, written)).toBe('1 likes, 1 comments')
    expect([await rows(), (await readBell(ana)).state.unseen]).toEqual([before, unseen])
    expect(await findDrift()).toEqual([])
  })

  it('are not subtracted twice for Ben, who blocks her: while the job of the end of her suspension has not run, he finds none', async () => {
    const { ben, cleo, written } = await scene()
    await block(ben, cleo)
    await suspendAccount(cleo)
    await query(`UPDATE "User" SET "suspendedAt" = NULL WHERE id = $1`, [cleo.id])
    expect(await seenBy(ben, written)).toBe('0 likes, 0 comments')
    await restoreAccount(cleo)
    expect(await findDrift()).toEqual([])
  })

  it('that is being written while she is suspended is not counted in the end', async () => {
    const { ana, cleo } = await scene()
    const another = await post(ana, 'More bread')
    const client = await pool.connect()
    // As a like that has passed the check of the session writes it.
    await client.query('BEGIN')
    await client.query(`INSERT INTO "Like" ("postId", "userId") VALUES ($1, $2)`, [another.id, cleo.id])
    await client.query(`UPDATE "Post" SET "likeCount" = "likeCount" + 1 WHERE id = $1`, [another.id])
    await suspend(cleo)
    let done = false
    const recounting = recountAfterStanding(redis, cleo.id).then(() => {
      done = true
    })
    for (let look = 0; look < 50; look++) await query('SELECT 1')
    expect(done).toBe(false)
    await client.query('COMMIT')
    client.release()
    await recounting
    expect(await seenBy(ana, another)).toBe('0 likes, 0 comments')
    expect(await findDrift()).toEqual([])
  })

  it('that she writes although she is suspended is not counted, and is when she is back', async () => {
    const { ana, cleo } = await scene()
    const another = await post(ana, 'More bread')
    await suspendAccount(cleo)
    // The request has passed the check of the session before.
    await likePost(cleo.viewer, another.id)
    await createComment(cleo.viewer, { postId: another.id, text: 'Still here', key: null })
    expect([await seenBy(ana, another), await likerNames(ana, another)]).toEqual(['0 likes, 0 comments', []])
    expect(await findDrift()).toEqual([])
    await restoreAccount(cleo)
    expect(await seenBy(ana, another)).toBe('1 likes, 1 comments')
  })

  it('leave an open screen of Ana at once', async () => {
    const { ana, cleo, written } = await scene()
    const stream = await openStream(ana)
    await suspendAccount(cleo)
    const newest = () => stream.of('post').findLast(({ data }) => data.post.id === written.id)?.data.post
    await waitFor(() => newest() !== undefined, 'the counts')
    expect(short(newest())).toBe('0 likes, 0 comments')
  })

  it('are not in the frame of a restored post for Ben, who blocks her, and are for Dana', async () => {
    const { ana, ben, cleo, dana, written } = await scene()
    await block(ben, cleo)
    await readFeed(ben)
    await readFeed(dana)
    await deletePost(ana, written)
    await drain()
    // A timeline that has the post already gets no second frame of it.
    await redis.flushdb()
    await Promise.all([readFeed(ben), readFeed(dana)])
    const streams = [await openStream(ben), await openStream(dana)]
    await restore(ana, written)
    await drain()
    await waitFor(() => streams.every((stream) => stream.of('feed').length === 1), 'the post')
    expect(streams.map((stream) => short(stream.of('feed')[0]?.data.post))).toEqual([
      '0 likes, 0 comments',
      '1 likes, 1 comments',
    ])
  })
})
