import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { relay } from '@/lib/mutation/relay'
import { env } from '@/lib/process/env'
import { startRedis } from '@/lib/redis/client'
import { hashPassword } from '@/lib/session/passwords'
import type { Post } from '@/lib/shared/views'
import { signInWithPassword } from '@/lib/users/sign-in'
import { removeDemo } from '../../bin/remove-demo.mjs'
import { isDemoOpen } from '../../bin/up/demo.mjs'
import { DEMO_PASSWORD, demoEmail } from '../../prisma/demo/login.mjs'
import { like, post as write } from '../support/acts'
import { takeErrors } from '../support/errors'
import { drain, startJobs } from '../support/jobs'
import { type Person, people } from '../support/people'
import { query } from '../support/query'

const operator = new pg.Client({ connectionString: env.DATABASE_URL })
const MARA = { email: 'mara@example.com', password: DEMO_PASSWORD }

beforeAll(async () => {
  await Promise.all([startRedis(), operator.connect()])
  await startJobs()
})
afterAll(() => operator.end())

let ana: Person
let mara: Person
let post: Post

/** Ana is of the demo village and likes a post of Mara, who has joined since and has chosen the same password. */
beforeEach(async () => {
  ;[ana, mara] = await people('Ana', 'Mara')
  await query(`DELETE FROM "User" WHERE email = ANY ($1)`, [[demoEmail('ana'), MARA.email]])
  const hash = await hashPassword(DEMO_PASSWORD)
  for (const [{ id }, email] of [[ana, demoEmail('ana')] as const, [mara, MARA.email] as const]) {
    await query(`UPDATE "User" SET email = $2, "passwordHash" = $3 WHERE id = $1`, [id, email, hash])
  }
  post = await write(mara, 'Hello')
  await like(ana, post)
})

const client = { address: '203.0.113.7', device: 'Test browser', sessionId: null, devices: [] }
const canSignIn = async (email: string) =>
  (await signInWithPassword({ email, password: DEMO_PASSWORD }, client)) !== null
const openSessions = async ({ id }: Person) =>
  (await query(`SELECT 1 FROM "Session" WHERE "userId" = $1 AND "endedAt" IS NULL`, [id])).length
const likes = async () => (await readLikes()).map(({ likeCount }) => likeCount)
const readLikes = () => query<{ likeCount: number }>(`SELECT "likeCount" FROM "Post" WHERE id = $1`, [post.id])

test('the demo is removed: Ana is signed out, cannot sign in, and her like is gone; Mara stays as she is', async () => {
  expect(await isDemoOpen(env.DATABASE_URL)).toBe(true)
  expect(await removeDemo(operator, { dryRun: false })).toEqual([
    { id: String(ana.id), handle: ana.handle, removed: true, sessionsEnded: 1, dryRun: false },
  ])
  expect(takeErrors()).toHaveLength(1)
  await relay()
  await drain()
  expect(await isDemoOpen(env.DATABASE_URL)).toBe(false)
  expect([await openSessions(ana), await canSignIn(demoEmail('ana')), await likes()]).toEqual([0, false, [0]])
  expect([await openSessions(mara), await canSignIn(MARA.email)]).toEqual([1, true])
})

test('a dry run says who would be removed, and removes nobody', async () => {
  const would = await removeDemo(operator, { dryRun: true })
  expect(would.map(({ handle, removed }) => [handle, removed])).toEqual([[ana.handle, true]])
  await relay()
  await drain()
  expect([await openSessions(ana), await canSignIn(demoEmail('ana')), await likes()]).toEqual([1, true, [1]])
})

test('a second run removes nobody, and does not fail', async () => {
  await removeDemo(operator, { dryRun: false })
  takeErrors()
  expect(await removeDemo(operator, { dryRun: false })).toEqual([])
})
