import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { befriend, bellState, checkIn, comment, edit, follow, like, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { drain } from '../../support/jobs'
import { type Person, people } from '../../support/people'
import { onlyRow } from './checked-bell'

beforeAll(startRedis)

const user = ({ id, handle, name }: Person) => ({ id: String(id), handle, name, bio: '', avatarUrl: null })

describe('a row says what it is about', () => {
  test('a follow: who, and nothing else', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ana, ben)
    await drain()
    const row = await onlyRow(ben)
    expect(row).toEqual({
      id: row.id,
      type: 'follow',
      actors: [user(ana)],
      actorCount: 1,
      seen: false,
      read: false,
      archived: false,
      seq: '1',
      version: '1',
      firstAt: row.firstAt,
      lastAt: row.lastAt,
    })
    for (const at of [row.firstAt, row.lastAt]) expect(new Date(at).toISOString()).toBe(at)
  })

  test('a like: the post as it is now, and whether Ben likes it himself', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    for (const fan of [ana, ben]) await like(fan, said)
    await drain()
    await edit(ben, said, { text: 'hello, world' })
    const { post: about, comment, place } = await onlyRow(ben)
    expect(about).toMatchObject({ id: said.id, text: 'hello, world', likeCount: 2, viewer: { liked: true } })
    expect([comment, place]).toEqual([undefined, undefined])
  })

  test('a comment: its words, who said them, and the post', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const said = await post(ben, 'hello')
    const made = await comment(ana, said, 'well said')
    await drain()
    expect(await onlyRow(ben)).toMatchObject({ post: { id: said.id, viewer: { liked: false } }, comment: made })
  })

  test('a check-in: the place', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await befriend(ana, ben)
    const here = await checkIn(ana, 'lovely')
    await drain()
    const { post: about, place } = await onlyRow(ben)
    expect([about?.id, about?.activity, place]).toEqual([here.id, here.activity, here.activity?.place])
  })
})

test('Ben’s own account has the same state as his bell', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ana, ben)
  await drain()
  const { body } = await ask.me(ben)
  expect(body.notifications).toEqual(await bellState(ben))
  expect(body.notifications).toEqual({ version: '1', unseen: 1, unread: 1, headSeq: '1' })
})
