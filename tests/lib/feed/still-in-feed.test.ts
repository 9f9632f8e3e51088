import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { befriend, block, deletePost, edit, follow, mute, post, unfollow, unfriend } from '../../support/acts'
import { ask } from '../../support/ask'
import { whileRedisIsAway } from '../../support/away'
import { people, suspend } from '../../support/people'

beforeAll(startRedis)

describe('Ben’s feed asks which of the posts that it holds still belong in it', () => {
  const there = async (who: { cookie: string }, posts: readonly { id: string }[]) => {
    const { status, body } = await ask.stillInFeed(who, { query: `?ids=${posts.map(({ id }) => id)}` })
    expect(status).toBe(200)
    return body.items.map(({ text }: { text: string }) => text)
  }

  it('as they are now, newest first, with whether he likes them, also without Redis', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    const posts = [await post(ana, 'one'), await post(ben, 'own'), await post(ana, 'two')] as const
    await edit(ana, posts[0], { text: 'one, changed' })
    expect(await there(ben, posts)).toEqual(['two', 'own', 'one, changed'])
    const { body } = await ask.stillInFeed(ben, { query: `?ids=${posts[0].id}` })
    expect(body.items[0]).toMatchObject({ id: posts[0].id, viewer: { liked: false } })
    expect(await whileRedisIsAway(() => there(ben, posts))).toHaveLength(3)
  })

  it('without those of somebody who blocks him, is no friend, or is suspended; without what was deleted or narrowed', async () => {
    const [ben, blocks, ended, left, muted, gone, stays] = await people(
      'Ben',
      'Ana',
      'Cleo',
      'Dana',
      'Emil',
      'Fay',
      'Gus',
    )
    for (const one of [blocks, left, muted, gone, stays]) await follow(ben, one)
    await befriend(ended, ben)
    const posts = []
    for (const one of [blocks, left, muted, gone]) posts.push(await post(one, `by ${one.name}`))
    posts.push(await post(ended, 'for friends', { audience: 'friends' }))
    const [deleted, narrowed, kept] = [
      await post(stays, 'deleted'),
      await post(stays, 'narrowed'),
      await post(stays, 'kept'),
    ]
    posts.push(deleted, narrowed, kept)
    expect(await there(ben, posts)).toHaveLength(posts.length)
    await block(blocks, ben)
    await unfollow(ben, left)
    await mute(ben, muted)
    await suspend(gone)
    await unfriend(ended, ben)
    await deletePost(stays, deleted)
    await edit(stays, narrowed, { audience: 'friends' })
    expect(await there(ben, posts)).toEqual(['kept'])
  })

  it.each(['', '?ids=', '?ids=x', '?ids=1,,2', `?ids=${Array(101).fill('1')}`, '?ids=-1'])(
    '%j is refused',
    async (query) => {
      const [ben] = await people('Ben')
      expect((await ask.stillInFeed(ben, { query })).status).toBe(400)
    },
  )

  it('needs a session', async () => {
    expect((await ask.stillInFeed(undefined, { query: '?ids=1' })).status).toBe(401)
  })
})
