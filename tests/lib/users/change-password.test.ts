import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { ask } from '../../support/ask'
import { holdConnections, listenAs } from '../../support/listeners'
import { query } from '../../support/query'
import { type Account, account } from './account'
import { browser } from './browser'

beforeAll(() => startRedis())

async function signedIn({ email, password }: Account) {
  const device = browser()
  await device.signIn(email, password)
  return { cookie: device.cookie() }
}
const change = (as: { cookie: string }, body: unknown) => ask.changePassword(as, body)
const isSignedIn = async (as: { cookie: string }) => (await ask.me(as)).status === 200

describe('changing the password', () => {
  test('Ana changes hers: the new one works, the old one does not, and only the device of the request stays signed in', async () => {
    const ana = await account('Ana')
    const [laptop, phone, tablet] = [await signedIn(ana), await signedIn(ana), await signedIn(ana)]
    await holdConnections(ana, 'gateway')
    const received = await listenAs('gateway')
    const { status, body } = await change(laptop, { currentPassword: ana.password, newPassword: 'something new' })
    expect({ status, body }).toEqual({ status: 204, body: null })
    expect(await Promise.all([laptop, phone, tablet].map(isSignedIn))).toEqual([true, false, false])
    expect((await browser().signIn(ana.email, ana.password)).status).toBe(401)
    expect((await browser().signIn(ana.email, 'something new')).status).toBe(200)
    await expect.poll(() => received, { timeout: 5000 }).toHaveLength(1)
    expect(received[0]?.kind === 'end' && received[0].sessionIds).toHaveLength(2)
  })

  test('what she types decomposed on one keyboard is accepted composed on another', async () => {
    const ana = await account('Ana')
    const laptop = await signedIn(ana)
    const [decomposed, composed] = ['sen\u0303or A\u030angstro\u0308m', 'se\u00f1or \u00c5ngstr\u00f6m']
    const changes = [
      { currentPassword: ana.password, newPassword: decomposed },
      { currentPassword: composed, newPassword: `${composed} 2` },
    ]
    for (const body of changes) expect((await change(laptop, body)).status).toBe(204)
    expect((await browser().signIn(ana.email, `${decomposed} 2`)).status).toBe(200)
  })

  test('with a wrong current password nothing changes, and nobody is signed out', async () => {
    const ana = await account('Ana')
    const [laptop, phone] = [await signedIn(ana), await signedIn(ana)]
    const { status, body } = await change(laptop, { currentPassword: 'a guess', newPassword: 'something new' })
    expect([status, body.error.code]).toEqual([422, 'wrong_password'])
    expect(await isSignedIn(phone)).toBe(true)
    expect((await browser().signIn(ana.email, ana.password)).status).toBe(200)
  })

  test('an account without a password cannot change it', async () => {
    const olga = await account('Olga')
    const laptop = await signedIn(olga)
    await query(`UPDATE "User" SET "passwordHash" = NULL WHERE id = $1`, [olga.id])
    for (const currentPassword of ['', olga.password, 'nobody has this password']) {
      expect((await change(laptop, { currentPassword, newPassword: 'something new' })).status).toBe(422)
    }
  })

  test('of two changes at the same time one succeeds, and the other gets wrong_password', async () => {
    const ana = await account('Ana')
    // In two tabs of one browser: the first change ends the sessions of other devices, so that a second one there gets 401.
    const laptop = await signedIn(ana)
    const wishes = ['from one tab', 'from another tab']
    const answers = await Promise.all(
      wishes.map((newPassword) => change(laptop, { currentPassword: ana.password, newPassword })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 422])
    const held = wishes[answers.findIndex(({ status }) => status === 204)] ?? ''
    expect((await browser().signIn(ana.email, held)).status).toBe(200)
  })

  test('a sign-in with the old password at the same time leaves no open session', async () => {
    const ana = await account('Ana')
    const laptop = await signedIn(ana)
    const strangers = Array.from({ length: 6 }, () => browser())
    await Promise.all([
      change(laptop, { currentPassword: ana.password, newPassword: 'something new' }),
      ...strangers.map((stranger) => stranger.signIn(ana.email, ana.password)),
    ])
    const live = await query(`SELECT id FROM "Session" WHERE "userId" = $1 AND "endedAt" IS NULL`, [ana.id])
    expect(live).toHaveLength(1)
    expect(await isSignedIn(laptop)).toBe(true)
  })

  test.each([
    [{}, ['currentPassword', 'newPassword']],
    [{ currentPassword: 'x', newPassword: 'short' }, ['newPassword']],
    [{ currentPassword: 'x', newPassword: 'x'.repeat(201) }, ['newPassword']],
    [{ currentPassword: { not: 'x' }, newPassword: 'long enough' }, ['currentPassword']],
    [{ currentPassword: 'x', newPassword: 'long enough', userId: '1' }, ['userId']],
  ])('%j is refused', async (body, fields) => {
    const answer = await change(await signedIn(await account('Ana')), body)
    expect([answer.status, Object.keys(answer.body.error.fields)]).toEqual([422, fields])
  })
})
