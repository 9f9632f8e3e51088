import { execFileSync } from 'node:child_process'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { relay } from '@/lib/mutation/relay'
import { env } from '@/lib/process/env'
import { startRedis } from '@/lib/redis/client'
import { startLoop } from '@/workers/jobs/loop'
import { endSessions, setSuspended } from '../../../bin/users.mjs'
import { block, follow, like, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { whileRedisIsAway } from '../../support/away'
import { takeErrors } from '../../support/errors'
import { drain, drainTwice } from '../../support/jobs'
import { type Person, people, signIn } from '../../support/people'
import { openStream, type TestStream, waitFor } from '../../support/streams'

beforeAll(startRedis)

type Frame = { user?: { id: string; name: string; bio: string }; userId?: string; gone?: true; version: string }

/** What a stream says of a person, in the order in which it came. */
const saidOf = ({ id }: Person, stream: TestStream): Frame[] =>
  stream
    .of('person')
    .map(({ data }) => data as Frame)
    .filter((frame) => (frame.user?.id ?? frame.userId) === String(id))

const rename = async (who: Person, to: { name?: string; bio?: string }) =>
  expect((await ask.changeProfile(who, to)).status).toBe(200)

/** The command of an operator. */
const users = (...words: string[]) =>
  JSON.parse(
    execFileSync(process.execPath, ['bin/carillon.mjs', 'users', ...words, '--json'], {
      encoding: 'utf8',
      stdio: 'pipe',
    }),
  )

/** Frames for all streams arrive in order: after this one, all that were delivered before have arrived. */
async function afterAllBefore(streams: TestStream[], zoe: Person): Promise<void> {
  await rename(zoe, { bio: `at ${performance.now()}` })
  await drain()
  await waitFor(() => streams.every((stream) => saidOf(zoe, stream).length > 0), 'the last word')
}

describe('Ana takes another name', () => {
  it('and it is on every open page, also of strangers and on her own devices, but not where a block stands between', async () => {
    const [ana, ben, cleo, dana, emil, zoe] = await people('Ana', 'Ben', 'Cleo', 'Dana', 'Emil', 'Zoe')
    await follow(ben, ana)
    await block(ana, dana)
    await block(emil, ana)
    const [phone, ...others] = [
      await openStream(await signIn(ana.id)),
      await openStream(ana),
      await openStream(ben),
      await openStream(cleo),
    ]
    const apart = [await openStream(dana), await openStream(emil)]
    await rename(ana, { name: 'Ana Lima' })
    await drainTwice()
    await afterAllBefore([phone, ...others, ...apart], zoe)
    const user = { id: String(ana.id), handle: ana.handle, name: 'Ana Lima', bio: '', avatarUrl: null }
    for (const stream of [phone, ...others]) {
      const [frame] = saidOf(ana, stream)
      expect(frame).toEqual({ user, version: '1' })
      // A job that ran twice says the same.
      expect(saidOf(ana, stream).every(({ version }) => version === '1')).toBe(true)
      expect(stream.of('person')[0]?.id).toBe('')
    }
    for (const stream of apart) expect(saidOf(ana, stream)).toEqual([])
  })

  it('twice: the versions grow, and what changes nothing says nothing', async () => {
    const [ana, ben, zoe] = await people('Ana', 'Ben', 'Zoe')
    const atBen = await openStream(ben)
    await rename(ana, { name: 'Ana L.', bio: 'Bakes.' })
    await drain()
    await rename(ana, { name: 'Ana L.' })
    await rename(ana, {})
    await drain()
    await rename(ana, { bio: '' })
    await drain()
    await afterAllBefore([atBen], zoe)
    expect(saidOf(ana, atBen).map(({ user, version }) => [user?.name, user?.bio, version])).toEqual([
      ['Ana L.', 'Bakes.', '1'],
      ['Ana L.', '', '2'],
    ])
  })
})

it('Ana takes another name while Redis is away: every open page shows it when Redis is back', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  const atBen = await openStream(ben)
  await whileRedisIsAway(() => rename(ana, { name: 'Ana Lima' }))
  expect(saidOf(ana, atBen)).toEqual([])
  await drain()
  await waitFor(() => saidOf(ana, atBen).length > 0, 'her name')
  expect(saidOf(ana, atBen)[0]).toMatchObject({ user: { name: 'Ana Lima' }, version: '1' })
})

describe('An operator suspends Ana', () => {
  it('and her streams end, every open page is told, once more when she is back, and what she wrote is hidden between', async () => {
    const [ana, ben, cleo, dana, zoe] = await people('Ana', 'Ben', 'Cleo', 'Dana', 'Zoe')
    await follow(ben, ana)
    await block(dana, ana)
    const written = await post(ana, 'hello')
    const liked = await post(cleo, 'a post that Ana likes')
    await like(ana, liked)
    const likesSeen = async () => (await ask.readPost(ben, liked)).body.post.likeCount
    await drain()
    expect(await likesSeen()).toBe(1)
    const [atAna, atBen, atCleo, atDana] = [
      await openStream(ana),
      await openStream(ben),
      await openStream(cleo),
      await openStream(dana),
    ]
    expect(users('suspend', ana.handle)).toEqual([
      { id: String(ana.id), handle: ana.handle, suspended: true, changed: true, sessionsEnded: 1, dryRun: false },
    ])
    await drainTwice()
    await waitFor(() => atAna.ended(), 'the end of her stream')
    expect(atAna.received.at(-1)?.data).toMatchObject({ reason: 'signed_out' })
    expect((await ask.me(ana)).status).toBe(401)
    expect((await ask.readPost(cleo, written)).status).toBe(404)
    expect(await likesSeen()).toBe(0)
    expect(users('unsuspend', ana.handle.toUpperCase())[0]).toMatchObject({ suspended: false, changed: true })
    await drain()
    expect(await likesSeen()).toBe(1)
    await afterAllBefore([atBen, atCleo, atDana], zoe)
    for (const stream of [atBen, atCleo]) {
      expect(saidOf(ana, stream)[0]).toEqual({ userId: String(ana.id), gone: true, version: '1' })
      expect(saidOf(ana, stream).at(-1)).toMatchObject({ user: { name: 'Ana' }, version: '2' })
    }
    expect(saidOf(ana, atDana)).toEqual([])
    expect((await ask.readPost(cleo, written)).status).toBe(200)
    // Her sessions stay ended.
    expect((await ask.me(ana)).status).toBe(401)
  })

  it('only to see what would happen, or twice: nothing is changed, and nobody is told', async () => {
    const [ana, ben, zoe] = await people('Ana', 'Ben', 'Zoe')
    const atBen = await openStream(ben)
    expect(users('suspend', ana.handle, '--dry-run')[0]).toMatchObject({
      changed: true,
      sessionsEnded: 1,
      dryRun: true,
    })
    expect((await ask.me(ana)).status).toBe(200)
    expect(users('unsuspend', ana.handle)[0]).toMatchObject({ changed: false, sessionsEnded: 0 })
    await drain()
    await afterAllBefore([atBen], zoe)
    expect(saidOf(ana, atBen)).toEqual([])
    users('suspend', ana.handle)
    expect(users('suspend', ana.handle)[0]).toMatchObject({ suspended: true, changed: false, sessionsEnded: 0 })
  })
})

describe('An operator', () => {
  it('suspends Ana, or ends all sessions of Ben: while the jobs run, their streams end within a second, and Cleo’s stays', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await drain()
    const streams = [await openStream(ana), await openStream(ben), await openStream(await signIn(ben.id))]
    const atCleo = await openStream(cleo)
    const loop = startLoop({ name: 'relay', every: 500, work: async () => (await relay()) > 0 })
    const operator = new pg.Client({ connectionString: env.DATABASE_URL })
    await operator.connect()
    try {
      await setSuspended(operator, ana.handle, { suspended: true, dryRun: false })
      await endSessions(operator, ben.handle, { dryRun: false })
      await expect.poll(() => streams.map((stream) => stream.ended()), { timeout: 1000 }).toEqual([true, true, true])
    } finally {
      await operator.end()
      await loop.stop()
    }
    expect(takeErrors()).toHaveLength(2)
    expect(atCleo.ended()).toBe(false)
  })

  it('ends all sessions of Ana, who is told so and signs in again; once more, or only to see, changes nothing', async () => {
    const [ana, ben, zoe] = await people('Ana', 'Ben', 'Zoe')
    const [atAna, atBen] = [await openStream(ana), await openStream(ben)]
    const answer = { id: String(ana.id), handle: ana.handle, sessionsEnded: 1 }
    expect(users('end-sessions', ana.handle, '--dry-run')).toEqual([{ ...answer, dryRun: true }])
    expect((await ask.me(ana)).status).toBe(200)
    expect(users('end-sessions', ana.handle.toUpperCase())).toEqual([{ ...answer, dryRun: false }])
    expect(users('end-sessions', ana.handle)[0]).toMatchObject({ sessionsEnded: 0 })
    await drainTwice()
    await waitFor(() => atAna.ended(), 'the end of her stream')
    expect(atAna.received.at(-1)?.data).toMatchObject({ reason: 'signed_out' })
    expect((await ask.me(ana)).status).toBe(401)
    const again = await openStream(await signIn(ana.id))
    await afterAllBefore([atBen, again], zoe)
    expect(saidOf(ana, atBen)).toEqual([])
    expect(again.ended()).toBe(false)
  })
})
