import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { befriend, block, follow, mute, relationOf } from '../../support/acts'
import { ask } from '../../support/ask'
import { deleteAccount, people, person, suspend } from '../../support/people'
import { query } from '../../support/query'
import { insertBlock } from '../../support/rows'
import { NOTHING, RELATIONS } from './relations'

beforeAll(() => startRedis())

const EACH = Object.values(RELATIONS)

describe("somebody's profile", () => {
  test('is open to everybody, with the handle in upper or lower case', async () => {
    const ana = await person('Ana')
    await query(`UPDATE "User" SET bio = 'Bakes bread.' WHERE id = $1`, [ana.id])
    const { status, body } = await ask.profile(undefined, { handle: ana.handle.toUpperCase() })
    expect(status).toBe(200)
    expect(body).toEqual({
      user: { id: String(ana.id), handle: ana.handle, name: 'Ana', bio: 'Bakes bread.', avatarUrl: null },
      relation: NOTHING,
    })
    expect(JSON.stringify(body)).not.toContain('@')
  })

  test('has the relation of the viewer to them', async () => {
    const [ana, ben, cleo, dan] = await people('Ana', 'Ben', 'Cleo', 'Dan')
    await follow(ben, ana, { notify: true })
    await mute(ben, ana)
    await befriend(ana, cleo)
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

  test('of a user who is unknown, suspended, deleted or blocks the viewer, answers the same 404 on every address; only the latter can be blocked back', async () => {
    const [ana, sam, dora, eve] = await people('Ana', 'Sam', 'Dora', 'Eve')
    await suspend(sam)
    await deleteAccount(dora)
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
      ...hidden.map((one) => ask.profile(ana, one)),
      ...hidden.flatMap((one) => {
        const each = one === eve ? EACH.filter(({ begin }) => begin !== ask.block) : EACH
        return each.flatMap(({ begin, end }) => [begin(ana, one), end(ana, one)])
      }),
    ]
    const texts = (await Promise.all(asked)).map(({ status, body }) => JSON.stringify([status, body]))
    expect(new Set(texts)).toEqual(
      new Set([JSON.stringify([404, { error: { code: 'user_not_found', message: 'There is no such person.' } }])]),
    )
    expect((await ask.block(ana, eve)).status).toBe(200)
  })

  test('of a user whom the viewer blocks is a stub, whether or not they block the viewer too', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await query(`UPDATE "User" SET bio = 'Hates bread.', "avatarUrl" = '/faces/eve.svg' WHERE id = $1`, [eve.id])
    await block(ana, eve)
    const stub = {
      user: { id: String(eve.id), handle: eve.handle, name: 'Eve', bio: '', avatarUrl: null },
      relation: { ...NOTHING, blocking: true },
    }
    expect((await ask.profile(ana, eve)).body).toEqual(stub)
    await insertBlock(eve, ana)
    expect((await ask.profile(ana, eve)).body).toEqual(stub)
    expect((await ask.profile(undefined, eve)).body.user.bio).toBe('Hates bread.')
  })
})

describe('what is refused', () => {
  test('to themselves', async () => {
    const ana = await person('Ana')
    for (const { begin, end } of EACH) {
      for (const { status, body } of [await begin(ana, ana), await end(ana, { handle: ana.handle.toUpperCase() })]) {
        expect([status, body.error.code]).toEqual([422, 'own_relation'])
      }
    }
  })

  test('without being signed in', async () => {
    const ana = await person('Ana')
    for (const { begin, end } of EACH) {
      expect([(await begin(undefined, ana)).status, (await end(undefined, ana)).status]).toEqual([401, 401])
    }
  })

  test('towards somebody whom they block: follow or befriend; muting and ending are allowed', async () => {
    const [ana, eve] = await people('Ana', 'Eve')
    await block(ana, eve)
    for (const step of ['follow', 'friendship'] as const) {
      const { status, body } = await RELATIONS[step].begin(ana, eve)
      expect([status, body.error.code]).toEqual([422, 'invalid'])
      expect((await RELATIONS[step].end(ana, eve)).body.relation).toEqual({ ...NOTHING, blocking: true })
    }
    expect((await ask.mute(ana, eve)).body.relation).toEqual({ ...NOTHING, blocking: true, muting: true })
  })
})
