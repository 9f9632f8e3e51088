import { expect, test } from 'vitest'
import { env } from '@/lib/process/env'
import { startRedis } from '@/lib/redis/client'
import { hashPassword } from '@/lib/session/passwords'
import { ask } from '../../support/ask'
import { query } from '../../support/query'
import { account } from './account'
import { browser } from './browser'

startRedis()

let count = 0

/** The problem with this password when Ana signs up with it, or null when she is let in. */
async function problemOf(password: string, owner: { handle?: string; email?: string } = {}) {
  const handle = owner.handle ?? `ana_strong_${++count}`
  const email = owner.email ?? `${handle}@post.example`
  const { status, body } = await ask.signUp(undefined, { name: 'Ana', handle, email, password })
  return status === 201 ? null : `${status} ${body.error.fields.password}`
}

test.each(['password', 'Password1', '12345678', 'QWERTYUIOP', 'iloveyou', 'football1', '1q2w3e4r', 'ｐａｓｓｗｏｒｄ'])(
  '%s is refused as one of the most common',
  async (password) => {
    expect(await problemOf(password)).toBe('422 is one of the most common passwords')
  },
)

test.each([
  ['the handle', 'marigold99', { handle: 'marigold' }],
  ['the handle in other letters', 'MariGold!!', { handle: 'marigold' }],
  ['the handle, twice', 'marigoldmarigold', { handle: 'marigold' }],
  ['the address', 'm.gold@post.example', { email: 'm.gold@post.example' }],
  ['the name in the address', 'goldsmith2026', { email: 'goldsmith@post.example' }],
  ['a part of the address', 'goldsmith-1', { email: 'mara.goldsmith@post.example' }],
  ['the name of the site', 'Carillon-2026', {}],
  ['the host of the site', `${new URL(env.SITE_URL).hostname}12`, {}],
])('a password made of %s is refused: %s', async (_what, password, owner) => {
  expect(await problemOf(password, owner)).toBe('422 is made of your handle, your address or the name of this site')
})

test.each([
  'correct horse battery',
  'a short sentence',
  'marigold in the window',
  'ölmühle am bach',
  'carillon of the old town',
])('%s is accepted', async (password) => {
  expect(await problemOf(password, { handle: `mari_${++count}` })).toBeNull()
})

test.each(['a line\nbreak in it', 'a bell \u0007 in it', 'half an emoji \ud83d', 'nothing \u0000 at all'])(
  'a password that cannot be typed is refused: %j',
  async (password) => {
    expect(await problemOf(password)).toBe('422 has characters that cannot be typed')
  },
)

test('a password from before this rule still signs in, and cannot be set again', async () => {
  const ana = await account('Ana')
  await query(`UPDATE "User" SET "passwordHash" = $2 WHERE id = $1`, [ana.id, await hashPassword('password')])
  const her = browser()
  expect((await her.signIn(ana.email, 'password')).status).toBe(200)
  const change = { currentPassword: 'password', newPassword: 'football1' }
  const { status, body } = await ask.changePassword({ cookie: her.cookie() }, change)
  expect([status, body.error.fields]).toEqual([422, { newPassword: 'is one of the most common passwords' }])
})
