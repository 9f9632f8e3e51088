import { beforeAll, describe, expect, test } from 'vitest'
import { GET as LIST } from '@/app/api/notifications/route'
import { PUT as SEEN } from '@/app/api/notifications/seen/route'
import { GET as STATE } from '@/app/api/notifications/state/route'
import { startRedis } from '@/lib/redis/client'
import { type Answer, call } from '../../support/call'
import { drain } from '../../support/jobs'
import { type Person, person } from '../../support/people'
import { post } from '../../support/posting'
import { likes, takes, unlikes } from './acts'
import { listOf, onlyRow, stateOf } from './bells'
import { deleteMark, putMark, putUpTo } from './marking'

beforeAll(startRedis)

async function benWithAFollower(): Promise<{ ana: Person; ben: Person }> {
  const [ana, ben] = [await person('Ana'), await person('Ben')]
  await takes(ana, 'follow', ben)
  await drain()
  return { ana, ben }
}

const EVERY_MARK = [putMark, deleteMark].flatMap((ask) =>
  (['read', 'archived'] as const).map((mark) => ({ ask, mark })),
)

const bare = ({ status, body }: Answer) => [status, JSON.stringify(body)]

describe('the rows of others', () => {
  test('answer as rows that never existed, that are gone, and whose id is no id: the same bytes', async () => {
    const { ana, ben } = await benWithAFollower()
    const row = await onlyRow(ben)
    const said = await post(ben, 'hello')
    await likes(ana, said)
    await drain()
    const vanished = (await listOf(ben, 'all')).find(({ type }) => type === 'like')?.id ?? ''
    await unlikes(ana, said)
    await drain()
    const before = await stateOf(ben)
    for (const { ask, mark } of EVERY_MARK) {
      const unknown = bare(await ask(ana, mark, { id: '4611686018427387904' }))
      expect(unknown[0]).toBe(404)
      for (const id of [row.id, '0', '-1', '1e3', ' 1', 'x'.repeat(300), '9223372036854775808', '..', '1;--', '']) {
        expect(bare(await ask(ana, mark, { id }))).toEqual(unknown)
      }
      expect(bare(await ask(ben, mark, { id: vanished }))).toEqual(unknown)
    }
    expect(await stateOf(ben)).toEqual(before)
    expect(await stateOf(ana)).toMatchObject({ version: '0', unseen: 0, unread: 0 })
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
    ['a very large one', `{"upTo":"1","x":"${'x'.repeat(70_000)}"}`, 413],
  ]

  test.each(BODIES)('%s is refused and changes nothing', async (_, body, status) => {
    const { ben } = await benWithAFollower()
    const before = await stateOf(ben)
    for (const which of ['seen', 'read'] as const) {
      const answer = await putUpTo(ben, which, body)
      expect([answer.status, Object.keys(answer.body)]).toEqual([status, ['error']])
    }
    expect(await stateOf(ben)).toEqual(before)
  })

  test('from another site, with another content type, or without a session is refused', async () => {
    const { ben } = await benWithAFollower()
    const body = { upTo: '1' }
    const ask = (given: object) => call(SEEN, { method: 'PUT', body, as: ben, ...given }).then(({ status }) => status)
    expect(await ask({ headers: { origin: 'https://evil.example' } })).toBe(403)
    expect(await ask({ headers: { 'content-type': 'text/plain' } })).toBe(415)
    expect(await ask({ as: undefined })).toBe(401)
    for (const { ask: mark, mark: which } of EVERY_MARK) {
      expect((await mark({ cookie: '' }, which, await onlyRow(ben))).status).toBe(401)
    }
    expect(await stateOf(ben)).toMatchObject({ unseen: 1, unread: 1 })
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
    const { status, body } = await call(LIST, { path: `/api/notifications?${query}`, as: ben })
    expect([status, body.error.code]).toEqual([400, 'malformed'])
  })

  test('without a session is refused', async () => {
    expect((await call(LIST, { path: '/api/notifications' })).status).toBe(401)
    expect((await call(STATE, { path: '/api/notifications/state' })).status).toBe(401)
  })

  test('a cursor of somebody else shows one’s own rows only', async () => {
    const { ana, ben } = await benWithAFollower()
    const { id, seq } = await onlyRow(ben)
    const { body } = await call(LIST, { path: `/api/notifications?cursor=${Number(seq) + 1}-${id}`, as: ana })
    expect(body.items).toEqual([])
  })

  test('a cursor with an id of nineteen digits is accepted', async () => {
    const { ben } = await benWithAFollower()
    const { status, body } = await call(LIST, { path: '/api/notifications?cursor=2-1000000000000000001', as: ben })
    expect([status, body.items?.length]).toEqual([200, 1])
  })
})
