import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { bellState, follow, like, post, unlike } from '../../support/acts'
import { ask } from '../../support/ask'
import type { Answer } from '../../support/call'
import { drain } from '../../support/jobs'
import { type Person, people, person } from '../../support/people'
import { listOf, onlyRow } from './checked-bell'

beforeAll(startRedis)

async function benWithAFollower(): Promise<{ ana: Person; ben: Person }> {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ana, ben)
  await drain()
  return { ana, ben }
}

const EVERY_MARK = [ask.markRead, ask.markUnread, ask.archive, ask.unarchive]

const bare = ({ status, body }: Answer) => [status, JSON.stringify(body)]

describe('the rows of others', () => {
  test('answer as rows that never existed, that are gone, and whose id is no id: the same bytes', async () => {
    const { ana, ben } = await benWithAFollower()
    const row = await onlyRow(ben)
    const said = await post(ben, 'hello')
    await like(ana, said)
    await drain()
    const vanished = (await listOf(ben, 'all')).find(({ type }) => type === 'like')?.id ?? ''
    await unlike(ana, said)
    await drain()
    const before = await bellState(ben)
    for (const mark of EVERY_MARK) {
      const unknown = bare(await mark(ana, { id: '4611686018427387904' }))
      expect(unknown[0]).toBe(404)
      for (const id of [row.id, '0', '-1', '1e3', ' 1', 'x'.repeat(300), '9223372036854775808', '..', '1;--', '']) {
        expect(bare(await mark(ana, { id }))).toEqual(unknown)
      }
      expect(bare(await mark(ben, { id: vanished }))).toEqual(unknown)
    }
    expect(await bellState(ben)).toEqual(before)
    expect(await bellState(ana)).toMatchObject({ version: '0', unseen: 0, unread: 0 })
  })
})

describe('a mark with a wrong body', () => {
  const BODIES: [string, unknown, number][] = [
    ['no upTo', {}, 422],
    ['a number', { upTo: 5 }, 422],
    ['a negative one', { upTo: '-1' }, 422],
    ['words', { upTo: 'all' }, 422],
    ['a fraction', { upTo: '1.5' }, 422],
    ['an exponent', { upTo: '1e3' }, 422],
    ['digits of another script', { upTo: '١٢' }, 422],
    ['a space', { upTo: ' 1' }, 422],
    ['nothing', { upTo: '' }, 422],
    ['null', { upTo: null }, 422],
    ['a list', { upTo: ['1'] }, 422],
    ['more than a bigint', { upTo: '9223372036854775808' }, 422],
    ['very many digits', { upTo: '9'.repeat(5000) }, 422],
    ['an unknown key besides', { upTo: '1', unread: true }, 422],
    ['a list of marks', [{ upTo: '1' }], 422],
    ['half a document', '{"upTo":', 400],
    ['no document', '', 400],
    ['a very large one', `{"upTo":"1","x":"${'x'.repeat(300_000)}"}`, 413],
  ]

  test.each(BODIES)('%s is refused and changes nothing', async (_, body, status) => {
    const { ben } = await benWithAFollower()
    const before = await bellState(ben)
    for (const mark of [ask.markSeen, ask.markAllRead]) {
      const answer = await mark(ben, body)
      expect([answer.status, Object.keys(answer.body)]).toEqual([status, ['error']])
    }
    expect(await bellState(ben)).toEqual(before)
  })

  test('from another site, with another content type, or without a session is refused', async () => {
    const { ben } = await benWithAFollower()
    const body = { upTo: '1' }
    const statusWith = async (headers: Record<string, string>) => (await ask.markSeen(ben, body, { headers })).status
    expect(await statusWith({ origin: 'https://evil.example' })).toBe(403)
    expect(await statusWith({ 'content-type': 'text/plain' })).toBe(415)
    expect((await ask.markSeen(undefined, body)).status).toBe(401)
    for (const mark of EVERY_MARK) {
      expect((await mark({ cookie: '' }, await onlyRow(ben))).status).toBe(401)
    }
    expect(await bellState(ben)).toMatchObject({ unseen: 1, unread: 1 })
  })
})

describe('a list with wrong parameters', () => {
  const asks = [
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=1.5',
    'filter=mine',
    'filter=',
    'cursor=1',
    'cursor=x-1',
    'cursor=1-',
  ]
  const cursors = [
    'cursor=-1-1',
    'cursor=1-0',
    `cursor=1-${'9'.repeat(30)}`,
    `cursor=${'9'.repeat(19)}-1`,
    'cursor=',
    'cursor=1-1-1',
  ]

  test.each([...asks, ...cursors])('?%s is refused', async (query) => {
    const ben = await person('Ben')
    const { status, body } = await ask.notifications(ben, { query: `?${query}` })
    expect([status, body.error.code]).toEqual([400, 'malformed'])
  })

  test('without a session is refused', async () => {
    expect((await ask.notifications()).status).toBe(401)
    expect((await ask.bellState()).status).toBe(401)
  })

  test('a cursor of somebody else shows one’s own rows only', async () => {
    const { ana, ben } = await benWithAFollower()
    const { id, seq } = await onlyRow(ben)
    const { body } = await ask.notifications(ana, { query: `?cursor=${Number(seq) + 1}-${id}` })
    expect(body.items).toEqual([])
  })

  test('a cursor with an id of nineteen digits is accepted', async () => {
    const { ben } = await benWithAFollower()
    const { status, body } = await ask.notifications(ben, { query: '?cursor=2-1000000000000000001' })
    expect([status, body.items?.length]).toEqual([200, 1])
  })
})
