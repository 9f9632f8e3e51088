import pg from 'pg'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { inShare } from '@/lib/postgres/pool-share'
import { query } from '@/lib/postgres/query'
import { NOTHING, statement, statements } from '@/lib/postgres/statement'
import { env } from '@/lib/process/env'
import { startRedis } from '@/lib/redis/client'
import { like, post } from '../../support/acts'
import { ask } from '../../support/ask'
import { waitingForLocks } from '../../support/locks'
import { people, person } from '../../support/people'
import { query as ofTest } from '../../support/query'
import { account } from '../users/account'
import { browser } from '../users/browser'

beforeAll(startRedis)

/** A search that takes as long as it may. */
const SLOW = statement('slow-search', NOTHING, 'SELECT pg_sleep(30)', { share: 'searches', timeout: 5_000 })

/** Locks a row with a connection of its own, like a process that has stopped. Returns what releases it. */
async function lockRow(table: string, id: bigint | string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: env.DATABASE_URL })
  await holder.connect()
  await holder.query('BEGIN')
  await holder.query(`SELECT FROM "${table}" WHERE id = $1 FOR UPDATE`, [id])
  let open = true
  const release = async () => {
    if (open) await holder.end()
    open = false
  }
  onTestFinished(release)
  return release
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )

describe('while thirty searches are slow and twenty people like a post whose row is locked', () => {
  it('everybody reads, signs in and out; those who wait are refused in the end, and like it when it is free', async () => {
    const [ana, ...fans] = await people('Ana', ...Array.from({ length: 20 }, (_, at) => `Fan ${at}`))
    const [dora, edo] = [await account('Dora'), await account('Edo')]
    const liked = await post(ana, 'hello')
    const release = await lockRow('Post', liked.id)
    const searches = Array.from({ length: 30 }, () => outcome(query(SLOW)))
    const likes = fans.map((fan) => ask.like(fan, liked).then(({ status }) => status))
    await expect.poll(waitingForLocks, { timeout: 3000 }).toBeGreaterThan(2)
    let ended = 0
    for (const work of [...searches, ...likes]) void work.then(() => ended++)
    const device = browser()
    const answers = await Promise.all([
      ...fans.map((fan) => ask.me(fan)),
      ...fans.slice(0, 5).map((fan) => ask.feed(fan)),
      device.signIn(dora.email, dora.password),
      browser().signIn(edo.email, edo.password),
    ])
    expect(answers.map(({ status }) => status)).toEqual(Array(27).fill(200))
    expect((await device.signOut()).status).toBe(200)
    // The row is locked all this time: nobody has liked the post.
    expect(ended).toBe(0)
    expect(new Set(await Promise.all(likes))).toEqual(new Set([503]))
    expect(new Set(await Promise.all(searches))).toEqual(new Set(['57014', 'overloaded']))
    // PostgreSQL has cancelled them too.
    expect(await waitingForLocks()).toBe(0)
    expect(
      await ofTest(
        `SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()`,
      ),
    ).toEqual([])
    await release()
    await like(fans[0] ?? ana, liked)
  })
})

describe('a share of the pool', () => {
  it('is given to the next when work has failed, and marks of a bell whose row is locked do not wait for ever', async () => {
    const ana = await person('Ana')
    const failed = Array.from({ length: 20 }, () => outcome(inShare('sessions', () => Promise.reject(new Error('no')))))
    expect(new Set(await Promise.all(failed))).toEqual(new Set(['Error: no']))
    await lockRow('User', ana.id)
    const answer = await ask.markSeen(ana, { upTo: '1' })
    expect([answer.status, answer.body.error.code]).toEqual([503, 'database_away'])
  })

  it('is what every search for places runs in', () => {
    const shares = [...statements.values()].flatMap(({ name, share }) => (share === 'searches' ? [name] : []))
    expect(shares.toSorted()).toEqual(['places', 'places-by-name', 'slow-search'])
  })
})
