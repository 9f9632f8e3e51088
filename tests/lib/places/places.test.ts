import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { PlaceDetails } from '@/lib/shared/views'
import { ask } from '../../support/ask'
import { type Person, people, person } from '../../support/people'
import { query } from '../../support/query'

beforeAll(() => startRedis())

const add = (as: Person | undefined, body: unknown, headers: Record<string, string> = {}) =>
  ask.createPlace(as, body, { headers })
const find = (q: string, more = '') => ask.places(undefined, { query: `?q=${encodeURIComponent(q)}${more}` })
const names = async (q: string) => (await find(q)).body.items.map(({ name }: PlaceDetails) => name)
const count = async (name: string) => (await query(`SELECT 1 FROM "Place" WHERE name = $1`, [name])).length

describe('adding a place', () => {
  test('Ana adds a café, and everybody can look it up', async () => {
    const ana = await person('Ana')
    const { status, body } = await add(ana, { name: ' Café Lumen ', kind: 'café', address: 'Mill Lane 3' })
    expect(status).toBe(201)
    expect(body).toEqual({
      place: {
        id: expect.stringMatching(/^\d+$/),
        name: 'Café Lumen',
        kind: 'café',
        address: 'Mill Lane 3',
        createdAt: expect.stringMatching(/Z$/),
      },
    })
    expect((await ask.place(undefined, body.place)).body).toEqual(body)
    expect(JSON.stringify(body)).not.toContain(ana.handle)
  })

  test('the address may be left out, or empty', async () => {
    const ana = await person('Ana')
    expect((await add(ana, { name: 'The Pier', kind: 'park' })).body.place.address).toBeNull()
    expect((await add(ana, { name: 'The Pier', kind: 'park', address: ' ' })).body.place.address).toBeNull()
  })

  test.each([
    [{ name: '', kind: 'park' }, 'name'],
    [{ name: 'x'.repeat(101), kind: 'park' }, 'name'],
    [{ name: 'x\u0000', kind: 'park' }, 'name'],
    [{ name: ['x'], kind: 'park' }, 'name'],
    [{ name: 'Pier', kind: '' }, 'kind'],
    [{ name: 'Pier' }, 'kind'],
    [{ name: 'Pier', kind: 'park', address: 'x'.repeat(201) }, 'address'],
    [{ name: 'Pier', kind: 'park', address: 'half \ud83d' }, 'address'],
    [{ name: 'Pier', kind: 'park', addedById: '1' }, 'addedById'],
  ])('%j is refused', async (body, field) => {
    const { status, body: answer } = await add(await person('Ana'), body)
    expect([status, Object.keys(answer.error.fields)]).toEqual([422, [field]])
  })

  test('needs a session and a request from the site itself', async () => {
    const draft = { name: 'Nowhere', kind: 'park' }
    expect((await add(undefined, draft)).status).toBe(401)
    expect((await add(await person('Ana'), draft, { origin: 'https://evil.example' })).status).toBe(403)
    expect(await count('Nowhere')).toBe(0)
  })
})

describe('an Idempotency-Key', () => {
  const draft = (name: string) => ({ name, kind: 'park' })

  test('makes a repeated request answer the same and add nothing', async () => {
    const ana = await person('Ana')
    const key = { 'idempotency-key': 'one' }
    const first = await add(ana, draft('Repeated'), key)
    const again = await add(ana, draft('Repeated'), key)
    expect([again.status, again.body]).toEqual([first.status, first.body])
    expect(await count('Repeated')).toBe(1)
  })

  test('with another body is refused', async () => {
    const ana = await person('Ana')
    const key = { 'idempotency-key': 'two' }
    await add(ana, draft('First'), key)
    const { status, body } = await add(ana, draft('Second'), key)
    expect([status, body.error.code]).toEqual([422, 'idempotency_key_reused'])
    expect(await count('Second')).toBe(0)
  })

  test('sent ten times at the same time adds one place; the others get its answer or in_progress', async () => {
    const ana = await person('Ana')
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => add(ana, draft('Parallel'), { 'idempotency-key': 'three' })),
    )
    const made = answers.filter(({ status }) => status === 201)
    expect(made.length).toBeGreaterThan(0)
    expect(new Set(made.map(({ body }) => body.place.id)).size).toBe(1)
    for (const { status, body } of answers)
      if (status !== 201) expect([status, body.error.code]).toEqual([409, 'in_progress'])
    expect(await count('Parallel')).toBe(1)
  })

  test('belongs to one user', async () => {
    const key = { 'idempotency-key': 'four' }
    const [ana, ben] = await people('Ana', 'Ben')
    const [hers, his] = [await add(ana, draft('Hers'), key), await add(ben, draft('His'), key)]
    expect([hers.status, his.status]).toEqual([201, 201])
  })

  test('of a refused request is not stored', async () => {
    const ana = await person('Ana')
    const key = { 'idempotency-key': 'five' }
    expect((await add(ana, draft(''), key)).status).toBe(422)
    expect((await add(ana, draft('Better'), key)).status).toBe(201)
  })

  test('stores neither place nor key when the transaction fails', async () => {
    const ana = await person('Ana')
    const key = { 'idempotency-key': 'six' }
    await query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`,
    )
    await query(`CREATE TRIGGER crash BEFORE INSERT ON "IdempotencyKey" FOR EACH ROW EXECUTE FUNCTION refuse()`)
    expect((await add(ana, draft('Crashed'), key)).status).toBe(503)
    await query(`DROP TRIGGER crash ON "IdempotencyKey"`)
    expect(await count('Crashed')).toBe(0)
    expect((await add(ana, draft('Crashed'), key)).status).toBe(201)
    expect(await count('Crashed')).toBe(1)
  })

  test('may have 1 to 255 characters', async () => {
    const ana = await person('Ana')
    for (const [key, status] of [
      ['', 400],
      ['x'.repeat(255), 201],
      ['x'.repeat(256), 400],
    ] as const) {
      expect((await add(ana, draft('Keyed'), { 'idempotency-key': key })).status).toBe(status)
    }
  })
})

describe('searching', () => {
  beforeAll(async () => {
    const ana = await person('Ana')
    const known = [
      'Bean',
      'Beanstalk Garden',
      'The Green Bean',
      'Bean & Leaf',
      'Old Mill',
      'St. Anne-Mill/Yard',
      'mill.example.com',
      '50% Off',
      'Zürich See',
    ]
    for (const name of known) await add(ana, { name, kind: 'place' })
  })

  test('the exact name comes first, then names that begin with the query, then names with such a word', async () => {
    expect(await names('bean')).toEqual(['Bean', 'Bean & Leaf', 'Beanstalk Garden', 'The Green Bean'])
  })

  test('words are found by their beginnings, in any order, with any punctuation between them', async () => {
    expect(await names('gre bea')).toEqual(['The Green Bean'])
    expect(await names('garden bean')).toEqual(['Beanstalk Garden'])
    expect((await names('mill')).toSorted()).toEqual(['Old Mill', 'St. Anne-Mill/Yard', 'mill.example.com'])
    expect(await names('yard')).toEqual(['St. Anne-Mill/Yard'])
    expect(await names('  zürich ')).toEqual(['Zürich See'])
  })

  test.each(['%', '_', '\\', "'", '!', ':*', '|', '&', '()', '<->', "bean' | 'mill", '🙂', 'ean', 'bean:* & !x'])(
    'what was typed is never a pattern or a query: %j',
    async (q) => {
      const { status, body } = await find(q)
      expect(status).toBe(200)
      expect(body.items.length).toBeLessThanOrEqual(4)
    },
  )

  test('a percent sign matches only itself', async () => {
    expect(await names('50%')).toEqual(['50% Off'])
    expect(await names('b%n')).toEqual([])
  })

  test('without a query the newest come first', async () => {
    expect((await names(''))[0]).toBe('Zürich See')
    expect((await ask.places()).body.items[0].name).toBe('Zürich See')
  })

  test('each place is on one page only, in the order of the whole list', async () => {
    for (const q of ['bean', '']) {
      const whole = (await find(q, '&limit=100')).body.items.map(({ id }: PlaceDetails) => id)
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body }: { body: { items: PlaceDetails[]; nextCursor: string | null } } = await find(
          q,
          `&limit=2${cursor && `&cursor=${cursor}`}`,
        )
        seen.push(...body.items.map(({ id }) => id))
        cursor = body.nextCursor
      }
      expect(seen).toEqual(whole)
    }
  })

  test.each(['q=%00', `q=${'x'.repeat(101)}`, 'limit=0', 'limit=1e9', 'cursor=x', 'cursor=9999999999999999999'])(
    '%s is malformed',
    async (parameter) => {
      expect((await ask.places(undefined, { query: `?${parameter}` })).status).toBe(400)
    },
  )
})

test('an invalid and an unknown id answer the same 404', async () => {
  for (const id of ['0', '-1', 'x', '1', '9999999999999999999', '99999999999999999999', '1e3', '\u0000', "1' OR 1=1"]) {
    const { status, body } = await ask.place(undefined, { id })
    expect([status, body]).toEqual([404, { error: { code: 'place_not_found', message: 'There is no such place.' } }])
  }
})
