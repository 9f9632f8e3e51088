import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { Session } from '@/lib/shared/views'
import { ask } from '../../support/ask'
import { holdConnections, listenAs } from '../../support/listeners'
import { people, person, signIn } from '../../support/people'
import { query } from '../../support/query'
import { account } from './account'
import { browser } from './browser'

beforeAll(() => startRedis())

const end = (id: string, as: { cookie: string }) => ask.endSession(as, { id })
const isSignedIn = async (as: { cookie: string }) => (await ask.me(as)).status === 200

describe('the list of devices', () => {
  test('Ana sees her phone and her laptop, the newest first, and which of them is the current one', async () => {
    const ana = await person('Ana')
    const phone = await signIn(ana.id)
    const { status, body } = await ask.sessions(ana)
    expect(status).toBe(200)
    expect(body.items).toEqual([
      {
        id: phone.sessionId,
        device: 'Test browser',
        ip: '203.0.113.7',
        createdAt: expect.stringMatching(/Z$/),
        lastSeenAt: expect.stringMatching(/Z$/),
        current: false,
      },
      expect.objectContaining({ id: ana.viewer.sessionId, current: true }),
    ])
    expect(body.nextCursor).toBeNull()
  })

  test('each session is on one page only', async () => {
    const ana = await person('Ana')
    for (let at = 0; at < 6; at++) await signIn(ana.id)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = `?limit=3${cursor && `&cursor=${cursor}`}`
      const { body }: { body: { items: Session[]; nextCursor: string | null } } = await ask.sessions(ana, {
        query,
      })
      seen.push(...body.items.map(({ id }) => id))
      cursor = body.nextCursor
    }
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })

  test('it leaves out ended sessions, those not used for a month, and those of others', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const [old, gone] = [await signIn(ana.id), await signIn(ana.id)]
    await query(`UPDATE "Session" SET "lastSeenAt" = now() - interval '31 days' WHERE id = $1`, [old.sessionId])
    await end(gone.sessionId, ana)
    const { body } = await ask.sessions(ana)
    expect(body.items.map(({ id }: Session) => id)).toEqual([ana.viewer.sessionId])
    const foreign = await ask.sessions(ana, { query: `?cursor=${ben.viewer.sessionId}` })
    expect(foreign.body).toEqual({ items: [], nextCursor: null })
  })

  test.each(['cursor=%00', 'cursor=short', 'limit=0', 'limit=101', 'limit=x'])('%s is malformed', async (query) => {
    const { status } = await ask.sessions(await person('Ana'), { query: `?${query}` })
    expect(status).toBe(400)
  })
})

describe('ending sessions', () => {
  test('Ana ends the session of her lost phone: its next request and its streams are refused, her laptop still works', async () => {
    const ana = await person('Ana')
    const phone = await signIn(ana.id)
    await holdConnections(ana, 'gateway')
    const received = await listenAs('gateway')
    expect((await end(phone.sessionId, ana)).status).toBe(204)
    await expect
      .poll(() => received, { timeout: 5000 })
      .toEqual([{ kind: 'end', users: [String(ana.id)], sessionIds: [phone.sessionId] }])
    expect(await isSignedIn(phone)).toBe(false)
    expect(await isSignedIn(ana)).toBe(true)
  })

  test('the current session can be ended too', async () => {
    const ana = await person('Ana')
    expect((await end(ana.viewer.sessionId, ana)).status).toBe(204)
    expect(await isSignedIn(ana)).toBe(false)
  })

  test('a session of Ben, an ended one, an unknown one and an invalid id answer the same 404, and the session of Ben stays open', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    const gone = await signIn(ana.id)
    await end(gone.sessionId, ana)
    const answers = await Promise.all(
      [ben.viewer.sessionId, gone.sessionId, 'A'.repeat(43), 'x', '\u0000', '../me'].map((id) => end(id, ana)),
    )
    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({
        status: 404,
        body: { error: { code: 'session_not_found', message: 'There is no such session.' } },
      })
    }
    expect(await isSignedIn(ben)).toBe(true)
  })

  test('ending all others leaves only the current session, and ends the streams of the others at once', async () => {
    const ana = await person('Ana')
    const [phone, tablet] = [await signIn(ana.id), await signIn(ana.id)]
    const ben = await person('Ben')
    await holdConnections(ana, 'gateway')
    const received = await listenAs('gateway')
    const { status, body } = await ask.endOtherSessions(ana)
    expect({ status, body }).toEqual({ status: 204, body: null })
    await expect.poll(() => received, { timeout: 5000 }).toHaveLength(1)
    const sessions = received[0]?.kind === 'end' ? received[0].sessionIds : []
    expect(sessions.toSorted()).toEqual([phone.sessionId, tablet.sessionId].toSorted())
    expect(await Promise.all([ana, ben, phone, tablet].map(isSignedIn))).toEqual([true, true, false, false])
  })

  test('signing out, and signing in again, end the streams of the old session', async () => {
    const ana = await account('Ana')
    await holdConnections(ana, 'gateway')
    const received = await listenAs('gateway')
    const laptop = browser()
    const sessionNow = async () =>
      (await query<{ id: string }>(`SELECT id FROM "Session" WHERE "userId" = $1 AND "endedAt" IS NULL`, [ana.id]))[0]
        ?.id
    await laptop.signIn(ana.email, ana.password)
    const first = await sessionNow()
    await laptop.signIn(ana.email, ana.password)
    const second = await sessionNow()
    await laptop.signOut()
    await expect
      .poll(() => received, { timeout: 5000 })
      .toEqual([first, second].map((id) => ({ kind: 'end', users: [String(ana.id)], sessionIds: [id] })))
  })

  test('a request from another site ends nothing', async () => {
    const ana = await person('Ana')
    const phone = await signIn(ana.id)
    const { status } = await ask.endOtherSessions(ana, { headers: { origin: 'https://evil.example' } })
    expect(status).toBe(403)
    expect(await isSignedIn(phone)).toBe(true)
  })
})

test('without a session, sessions can neither be listed nor ended', async () => {
  expect((await ask.sessions()).status).toBe(401)
  expect((await ask.endOtherSessions()).status).toBe(401)
  expect((await ask.endSession(undefined, { id: 'A'.repeat(43) })).status).toBe(401)
})

test('a request updates lastSeenAt, at most once a minute', async () => {
  const ana = await person('Ana')
  const seen = () => query(`SELECT "lastSeenAt" FROM "Session" WHERE id = $1`, [ana.viewer.sessionId])
  const fresh = await seen()
  await ask.me(ana)
  expect(await seen()).toEqual(fresh)
  await query(`UPDATE "Session" SET "lastSeenAt" = now() - interval '2 minutes' WHERE id = $1`, [ana.viewer.sessionId])
  await ask.me(ana)
  const [row] = await query<{ recent: boolean }>(
    `SELECT "lastSeenAt" > now() - interval '30 seconds' AS recent FROM "Session" WHERE id = $1`,
    [ana.viewer.sessionId],
  )
  expect(row?.recent).toBe(true)
})
