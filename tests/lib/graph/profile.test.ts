import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { block, follow, makeFriends, mute, person } from '../../support/people'
import { query } from '../../support/query'
import { del, look, NOTHING, put, relationOf, type Step } from './ask'

beforeAll(() => startRedis())

const STEPS: Step[] = ['follow', 'friendship', 'block', 'mute']

describe("somebody's profile", () => {
  test('is open to everybody, with the handle in upper or lower case', async () => {
    const ana = await person('Ana')
    await query(`UPDATE "User" SET bio = 'Bakes bread.' WHERE id = $1`, [ana.id])
    const { status, body } = await look(undefined, { handle: ana.handle.toUpperCase() })
    expect(status).toBe(200)
    expect(body).toEqual({
      user: { id: String(ana.id), handle: ana.handle, name: 'Ana', bio: 'Bakes bread.', avatarUrl: null },
      relation: NOTHING,
    })
    expect(JSON.stringify(body)).not.toContain('@')
  })

  test('has the relation of the viewer to them', async () => {
    const [ana, ben, cleo, dan] = [await person('Ana'), await person('Ben'), await person('Cleo'), await person('Dan')]
    await follow(ben, ana, { notify: true })
    await mute(ben, ana)
    await makeFriends(ana, cleo)
    expect(await relationOf(ben, ana)).toEqual({ ...NOTHING, following: true, notify: true, muting: true })
    expect(await relationOf(ana, ben)).toEqual({ ...NOTHING, followedBy: true })
    expect(await relationOf(ana, cleo)).toEqual({
      ...NOTHING,
      following: true,
      followedBy: true,
      friendship: 'friends',
    })
    expect(await relationOf(dan, ana)).toEqual(NOTHING)
    expect(await relationOf(ana, ana)).toEqual(NOTHING)
  })

  test('of a user who is unknown, suspended, deleted or blocks the viewer, answers the same 404 on every address', async () => {
    const [ana, sam, dora, eve] = [await person('Ana'), await person('Sam'), await person('Dora'), await person('Eve')]
    await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [sam.id])
    await query(`UPDATE "User" SET "deletedAt" = now() WHERE id = $1`, [dora.id])
    await block(eve, ana)
    const hidden = [
      sam,
      dora,
      eve,
      { handle: 'nobody_at_all' },
      { handle: 'x' },
      { handle: 'nul\u0000' },
      { handle: "' OR 1=1--" },
      { handle: 'ünï' },
    ]
    const asked = [
      ...hidden.map((one) => look(ana, one)),
      ...hidden.flatMap((one) => STEPS.flatMap((step) => [put(ana, step, one), del(ana, step, one)])),
    ]
    const texts = (await Promise.all(asked)).map(({ status, body }) => JSON.stringify([status, body]))
    expect(new Set(texts)).toEqual(
      new Set([JSON.stringify([404, { error: { code: 'user_not_found', message: 'There is no such person.' } }])]),
    )
  })

  test('of a user whom the viewer blocks is a stub, whether or not they block the viewer too', async () => {
    const [ana, eve] = [await person('Ana'), await person('Eve')]
    await query(`UPDATE "User" SET bio = 'Hates bread.', "avatarUrl" = '/faces/eve.svg' WHERE id = $1`, [eve.id])
    await block(ana, eve)
    const stub = {
      user: { id: String(eve.id), handle: eve.handle, name: 'Eve', bio: '', avatarUrl: null },
      relation: { ...NOTHING, blocking: true },
    }
    expect((await look(ana, eve)).body).toEqual(stub)
    await block(eve, ana)
    expect((await look(ana, eve)).body).toEqual(stub)
    expect((await look(undefined, eve)).body.user.bio).toBe('Hates bread.')
  })
})

describe('what is refused', () => {
  test('to themselves', async () => {
    const ana = await person('Ana')
    for (const step of STEPS) {
      for (const { status, body } of [
        await put(ana, step, ana),
        await del(ana, step, { handle: ana.handle.toUpperCase() }),
      ]) {
        expect([status, body.error.code]).toEqual([422, 'own_relation'])
      }
    }
  })

  test('without being signed in', async () => {
    const ana = await person('Ana')
    for (const step of STEPS) {
      expect([(await put(undefined, step, ana)).status, (await del(undefined, step, ana)).status]).toEqual([401, 401])
    }
  })

  test('towards somebody whom they block: follow or befriend; muting and ending are allowed', async () => {
    const [ana, eve] = [await person('Ana'), await person('Eve')]
    await block(ana, eve)
    for (const step of ['follow', 'friendship'] as const) {
      const { status, body } = await put(ana, step, eve)
      expect([status, body.error.code]).toEqual([422, 'invalid'])
      expect((await del(ana, step, eve)).body.relation).toEqual({ ...NOTHING, blocking: true })
    }
    expect((await put(ana, 'mute', eve)).body.relation).toEqual({ ...NOTHING, blocking: true, muting: true })
  })
})
