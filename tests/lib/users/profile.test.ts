import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { ask } from '../../support/ask'
import { person } from '../../support/people'
import { query } from '../../support/query'

beforeAll(() => startRedis())

const SILENCE = { version: '0', unseen: 0, unread: 0, headSeq: '0' }

describe('my own account', () => {
  test('Ana sees her profile and a bell with nothing new', async () => {
    const ana = await person('Ana')
    const { status, body, headers } = await ask.me(ana)
    expect(status).toBe(200)
    expect(body).toEqual({
      user: { id: String(ana.id), handle: ana.handle, name: 'Ana', bio: '', avatarUrl: null },
      notifications: SILENCE,
    })
    expect(headers.get('cache-control')).toBe('private, no-store')
  })

  test('she changes name and bio, one at a time or both; fields that she does not send stay', async () => {
    const ana = await person('Ana')
    const change = (body: unknown) => ask.changeProfile(ana, body)
    expect((await change({ bio: '  Bakes bread.\nSings.  ' })).body.user).toMatchObject({
      name: 'Ana',
      bio: 'Bakes bread.\nSings.',
    })
    expect((await change({ name: 'Ana María' })).body).toEqual({
      user: { id: String(ana.id), handle: ana.handle, name: 'Ana María', bio: 'Bakes bread.\nSings.', avatarUrl: null },
      notifications: SILENCE,
    })
    expect((await change({ bio: '' })).body.user.bio).toBe('')
    expect((await change({})).status).toBe(200)
    expect((await ask.me(ana)).body.user).toMatchObject({ name: 'Ana María', bio: '' })
  })

  test('an old form does not overwrite what she changed on another device; the same change again succeeds', async () => {
    const ana = await person('Ana')
    const change = (body: unknown) => ask.changeProfile(ana, body)
    await change({ bio: 'from the phone' })
    const old = { bio: 'from the laptop', basedOn: { bio: '' } }
    const { status, body } = await change(old)
    expect([status, body.error.code, body.error.fields]).toEqual([
      409,
      'changed_elsewhere',
      { bio: 'was changed elsewhere' },
    ])
    expect((await change({ name: 'Ana M.', basedOn: { name: 'Ana' } })).body.user.bio).toBe('from the phone')
    for (const nth of [1, 2]) {
      const again = await change({ bio: 'from the laptop', basedOn: { bio: 'from the phone' } })
      expect([nth, again.body.user.bio]).toEqual([nth, 'from the laptop'])
    }
  })

  test('a name that an older version stored with signs that are not shown is no conflict', async () => {
    const ana = await person('Ana')
    await query(`UPDATE "User" SET name = $2 WHERE id = $1`, [ana.id, 'Ana\u202e  Lima'])
    const { name, bio } = (await ask.me(ana)).body.user
    expect(name).toBe('Ana Lima')
    const { status, body } = await ask.changeProfile(ana, { name: 'Ana Silva', basedOn: { name, bio } })
    expect([status, body.user?.name]).toEqual([200, 'Ana Silva'])
  })

  test('of four devices that change the same bio at once, one succeeds', async () => {
    const ana = await person('Ana')
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((bio) => ask.changeProfile(ana, { bio, basedOn: { bio: '' } })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
  })

  test.each([
    [{ role: 'admin' }, 'role'],
    [{ id: '1' }, 'id'],
    [{ handle: 'other' }, 'handle'],
    [{ email: 'other@example.com' }, 'email'],
    [{ avatarId: '5' }, 'avatarId'],
    [{ presence: 'hidden' }, 'presence'],
    [{ suspendedAt: null }, 'suspendedAt'],
    [{ name: '' }, 'name'],
    [{ name: null }, 'name'],
    [{ name: 'nul\u0000' }, 'name'],
    [{ bio: 'x'.repeat(301) }, 'bio'],
    [{ bio: 'half \udc00' }, 'bio'],
    [{ bio: { set: 'x' } }, 'bio'],
  ])('%j is refused and changes nothing', async (body, field) => {
    const ana = await person('Ana')
    const before = await query(`SELECT * FROM "User" WHERE id = $1`, [ana.id])
    const answer = await ask.changeProfile(ana, body)
    expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([422, [field]])
    expect(await query(`SELECT * FROM "User" WHERE id = $1`, [ana.id])).toEqual(before)
  })

  test('without a session, and with a forged cookie, the answer is not_signed_in', async () => {
    const cookies = [
      '',
      'next-auth.session-token=x',
      'next-auth.session-token=a.b.c.d.e',
      'next-auth.session-token.0=%00',
    ]
    for (const cookie of cookies) {
      const { status, body } = await ask.me({ cookie })
      expect([status, body.error.code]).toEqual([401, 'not_signed_in'])
    }
  })

  test('a request from another site changes nothing', async () => {
    const ana = await person('Ana')
    for (const origin of ['https://evil.example', 'null', '']) {
      const answer = await ask.changeProfile(ana, { name: 'Eve' }, { headers: { origin } })
      expect(answer.status).toBe(403)
    }
    expect((await ask.me(ana)).body.user.name).toBe('Ana')
  })
})
