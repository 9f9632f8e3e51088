import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { ask } from '../../support/ask'
import { query } from '../../support/query'
import { browser } from './browser'

beforeAll(() => startRedis())

let count = 0
const draft = (more: object = {}) => {
  const handle = `newcomer_${++count}`
  return { handle, name: 'Nina', email: `${handle}@example.com`, password: 'a short sentence', ...more }
}
const signUp = (body: unknown, headers: Record<string, string> = {}) => ask.signUp(undefined, body, { headers })

describe('signing up', () => {
  test('Nina gets an account and her public profile as the answer, and can sign in', async () => {
    const nina = draft()
    const { status, body } = await signUp(nina)
    expect(status).toBe(201)
    expect(body).toEqual({
      user: { id: expect.stringMatching(/^\d+$/), handle: nina.handle, name: 'Nina', bio: '', avatarUrl: null },
    })
    expect((await browser().signIn(nina.email, nina.password)).status).toBe(200)
  })

  test('her password is stored as argon2id with the intended cost, and nowhere else', async () => {
    const nina = draft()
    await signUp(nina)
    const [row] = await query(`SELECT * FROM "User" WHERE handle = $1`, [nina.handle])
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(Object.values(row ?? {}).map(String)).not.toContain(nina.password)
  })

  test('her password may have 200 characters as people count them, and she signs in with it', async () => {
    const nina = draft({ password: '👩‍👩‍👧‍👦'.repeat(200) })
    expect((await signUp(nina)).status).toBe(201)
    expect((await browser().signIn(nina.email, nina.password)).status).toBe(200)
    const long = await signUp(draft({ password: '😀'.repeat(207) }))
    expect(long.body.error.fields).toEqual({ password: 'may have 200 characters, and has 7 too many' })
    const short = await signUp(draft({ password: '👩‍👩‍👧‍👦'.repeat(7) }))
    expect(short.body.error.fields).toEqual({ password: 'needs 8 characters' })
  })

  test('a taken handle or e-mail address is refused in upper and lower case, and the answer names the field', async () => {
    const nina = draft()
    await signUp(nina)
    const handle = await signUp(draft({ handle: nina.handle.toUpperCase() }))
    expect([handle.status, handle.body.error.code, handle.body.error.fields]).toEqual([
      409,
      'handle_taken',
      { handle: 'is taken' },
    ])
    const email = await signUp(draft({ email: nina.email.toUpperCase() }))
    expect([email.status, email.body.error.code, Object.keys(email.body.error.fields)]).toEqual([
      409,
      'email_taken',
      ['email'],
    ])
    const both = await signUp(nina)
    expect([both.status, Object.keys(both.body.error.fields)]).toEqual([409, ['handle', 'email']])
  })

  test('of twenty sign-ups with one handle at the same time, one succeeds and nineteen get handle_taken', async () => {
    const handle = `wanted_${++count}`
    const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(draft({ handle }))))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(19).fill(409)])
    expect(await query(`SELECT 1 FROM "User" WHERE handle = $1`, [handle])).toHaveLength(1)
  })

  test('a password may be two words, 64 characters, or emoji', async () => {
    for (const password of ['ünï cödé', 'x'.repeat(64), '🙂'.repeat(20), '🙂'.repeat(200), 'e\u0301'.repeat(200)]) {
      const nina = draft({ password })
      expect((await signUp(nina)).status).toBe(201)
      expect((await browser().signIn(nina.email, password)).status).toBe(200)
    }
  })
})

describe('what is refused', () => {
  test('a password is measured in characters of its normal form, and the answer says how many are too many', async () => {
    const { body } = await signUp(draft({ password: 'e\u0301'.repeat(205) }))
    expect(body.error.fields).toEqual({ password: 'may have 200 characters, and has 5 too many' })
    expect((await signUp(draft({ password: 'e\u0301'.repeat(7) }))).body.error.fields).toEqual({
      password: 'needs 8 characters',
    })
  })

  test.each([
    ['handle', 'x'],
    ['handle', 'x'.repeat(31)],
    ['handle', 'with space'],
    ['handle', 'ünï'],
    ['handle', 'nul\u0000'],
    ['handle', 5],
    ['handle', null],
    ['name', ''],
    ['name', '   '],
    ['name', 'x'.repeat(51)],
    ['name', 'half \ud83d'],
    ['name', 'nul\u0000'],
    ['name', { not: 'x' }],
    ['email', 'nobody'],
    ['email', '"e@evil.example"@victim.example'],
    ['email', 'a@x.example,b@y.example'],
    ['email', 'a＠x.example'],
    ['email', 'a@x.example\r\nbcc: b@y.example'],
    ['email', `${'x'.repeat(250)}@x.example`],
    ['email', ['a@x.example']],
    ['password', '1234567'],
    ['password', 'x'.repeat(201)],
    ['password', 12345678],
    ['role', 'admin'],
    ['id', '1'],
    ['passwordHash', 'x'],
    ['__proto__x', 'x'],
  ])('%s: %j', async (field, value) => {
    const { status, body } = await signUp(draft({ [field]: value }))
    expect([status, body.error.code, Object.keys(body.error.fields)]).toEqual([422, 'invalid', [field]])
  })

  test('broken JSON, other types, too large bodies and other sites are refused', async () => {
    expect((await signUp('{"handle":')).status).toBe(400)
    expect((await signUp('[]')).status).toBe(422)
    expect((await signUp('null')).status).toBe(422)
    expect((await signUp('handle=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
    expect((await signUp('{}', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await signUp(draft({ name: 'x'.repeat(300_000) }))).status).toBe(413)
    for (const origin of ['', 'null', 'https://evil.example', 'http://localhost:3000.evil.example']) {
      const { status, body } = await signUp(draft(), { origin })
      expect([status, body.error.code]).toEqual([403, 'wrong_origin'])
    }
  })

  test('a refused sign-up stores nothing', async () => {
    const nina = draft({ password: 'short' })
    await signUp(nina)
    expect(await query(`SELECT 1 FROM "User" WHERE handle = $1`, [nina.handle])).toEqual([])
  })
})
