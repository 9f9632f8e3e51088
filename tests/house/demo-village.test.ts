import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { query } from '@/lib/db'
import { isPassword } from '@/lib/passwords'
import { drawFace } from '../../prisma/demo/draw-faces.mjs'
import { DEMO_PASSWORD } from '../../prisma/demo/login.mjs'
import { PEOPLE } from '../../prisma/demo/people.mjs'

const seed = () => execFileSync(process.execPath, ['--import', 'tsx', 'prisma/seed.ts'], { encoding: 'utf8' })
const count = async (table: string, where = 'true') =>
  Number((await query<{ count: bigint }>(`SELECT count(*) FROM "${table}" WHERE ${where}`))[0]?.count)

beforeAll(() => void seed())

test('twelve people and more live there, with faces, friends and places', async () => {
  expect(await count('User')).toBeGreaterThanOrEqual(12)
  expect(await count('Place')).toBeGreaterThanOrEqual(8)
  expect(await count('Friendship', '"acceptedAt" IS NOT NULL')).toBeGreaterThanOrEqual(12)
  expect(await count('Friendship', '"acceptedAt" IS NULL')).toBeGreaterThan(0)
  const faces = await query<{ avatarUrl: string }>('SELECT "avatarUrl" FROM "User"')
  expect(faces.filter(({ avatarUrl }) => !existsSync(`public${avatarUrl}`))).toEqual([])
})

test('they have posted for weeks, some of it for friends only and some from places', async () => {
  expect(await count('Post')).toBeGreaterThanOrEqual(80)
  expect(await count('Post', `audience = 'friends'`)).toBeGreaterThan(5)
  expect(await count('Post', '"placeId" IS NOT NULL')).toBeGreaterThan(20)
  expect(await count('Post', '"createdAt" > now()')).toBe(0)
  expect(await count('Post', `"createdAt" < now() - interval '14 days'`)).toBeGreaterThan(20)
})

test('a post has the id it would have got when it was written, so that feeds sort it right', async () => {
  const wrong = `id >> 22 <> (extract(epoch FROM "createdAt") * 1000)::bigint - 1767225600000`
  expect(await count('Post', wrong)).toBe(0)
})

test('everybody signs in with the printed password', async () => {
  const [ana] = await query<{ passwordHash: string }>(`SELECT "passwordHash" FROM "User" WHERE handle = 'ana'`)
  expect(await isPassword(ana?.passwordHash ?? null, DEMO_PASSWORD)).toBe(true)
})

test('building it again adds nobody and nothing', async () => {
  const before = [await count('User'), await count('Post'), await count('Follow')]
  expect(seed()).toContain('there already')
  expect([await count('User'), await count('Post'), await count('Follow')]).toEqual(before)
})

test('the committed faces are the ones that the people say', () => {
  for (const person of PEOPLE) expect(readFileSync(`public/faces/${person.handle}.svg`, 'utf8')).toBe(drawFace(person))
})
