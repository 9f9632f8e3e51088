import { beforeAll, describe, expect, test } from 'vitest'
import { GET as ME } from '@/app/api/me/route'
import { startRedis } from '@/lib/redis/client'
import { call } from '../../support/call'
import { drain } from '../../support/jobs'
import { makeFriends, type Person, person } from '../../support/people'
import { change, post } from '../../support/posting'
import { checksIn, comments, likes, takes } from './acts'
import { onlyRow, stateOf } from './bells'

beforeAll(startRedis)

const two = async (): Promise<[Person, Person]> => [await person('Ana'), await person('Ben')]
const user = ({ id, handle, name }: Person) => ({ id: String(id), handle, name, bio: '', avatarUrl: null })

describe('a row says what it is about', () => {
  test('a follow: who, and nothing else', async () => {
    const [ana, ben] = await two()
    await takes(ana, 'follow', ben)
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
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    for (const fan of [ana, ben]) await likes(fan, said)
    await drain()
    await change(ben, said, { text: 'hello, world' })
    const { post: about, comment, place } = await onlyRow(ben)
    expect(about).toMatchObject({ id: said.id, text: 'hello, world', likeCount: 2, viewer: { liked: true } })
    expect([comment, place]).toEqual([undefined, undefined])
  })

  test('a comment: its words, who said them, and the post', async () => {
    const [ana, ben] = await two()
    const said = await post(ben, 'hello')
    const comment = await comments(ana, said, 'well said')
    await drain()
    expect(await onlyRow(ben)).toMatchObject({ post: { id: said.id, viewer: { liked: false } }, comment })
  })

  test('a check-in: the place', async () => {
    const [ana, ben] = await two()
    await makeFriends(ana, ben)
    const here = await checksIn(ana, 'lovely')
    await drain()
    const { post: about, place } = await onlyRow(ben)
    expect([about?.id, about?.activity, place]).toEqual([here.id, here.activity, here.activity?.place])
  })
})

test('Ben’s own account has the same state as his bell', async () => {
  const [ana, ben] = await two()
  await takes(ana, 'follow', ben)
  await drain()
  const { body } = await call(ME, { path: '/api/me', as: ben })
  expect(body.notifications).toEqual(await stateOf(ben))
  expect(body.notifications).toEqual({ version: '1', unseen: 1, unread: 1, headSeq: '1' })
})
