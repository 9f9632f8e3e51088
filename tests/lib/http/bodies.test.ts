import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { ask } from '../../support/ask'
import type { Answer } from '../../support/call'
import { type Person, people } from '../../support/people'

let ana: Person
let ben: Person

beforeAll(async () => {
  startRedis()
  ;[ana, ben] = await people('Ana', 'Ben')
})

const object = (entries: [string, unknown][]) => JSON.stringify(Object.fromEntries(entries))
const numbered = (count: number, key: (at: number) => string) =>
  object(Array.from({ length: count }, (_, at) => [key(at), 1]))
const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)

/** Bodies that are small and expensive, each of at most 64 KB, half of what is allowed. */
const EXPENSIVE: Record<string, string> = {
  'thousands of unknown keys': numbered(6_000, (at) => `k${at}`),
  'one hundred long unknown keys': numbered(100, (at) => `${at}${'x'.repeat(600)}`),
  'one hundred unknown keys of halves of emoji': numbered(100, (at) => `${at}${'\ud83d'.repeat(50)}`),
  'an unknown key of 60 KB': object([['x'.repeat(60_000), 1]]),
  'keys that name the prototype': '{"__proto__": {"text": "hello"}, "constructor": 1, "toString": 1, "text": 5}',
  'deep arrays': nested(30_000, '[', ']'),
  'deep objects': `${'{"text":'.repeat(7_000)}1${'}'.repeat(7_000)}`,
  'a list of 30,000 wrong ids': object([['postIds', Array(30_000).fill(0)]]),
  'a list of 10,000 empty objects': object([['postIds', Array(10_000).fill({})]]),
  'keys spread over many objects': object([['basedOn', Array.from({ length: 3_000 }, (_, at) => ({ [`k${at}`]: 1 }))]]),
  'a text of many marks': object([['text', `a${'\u0301'.repeat(20_000)}`]]),
}

type Ask = (body: string) => Promise<Answer>

/** Every route that reads a body. */
const ROUTES: Record<string, Ask> = {
  'a sign-up': (body) => ask.signUp(undefined, body),
  'a post': (body) => ask.post(ana, body),
  'an edit': (body) => ask.edit(ana, { id: '1' }, body),
  'a comment': (body) => ask.comment(ana, { id: '1' }, body),
  'a profile': (body) => ask.changeProfile(ana, body),
  'a password': (body) => ask.changePassword(ana, body),
  'a follow': (body) => ask.follow(ana, ben, body),
  'a friendship': (body) => ask.requestFriendship(ana, ben, body),
  'a place': (body) => ask.createPlace(ana, body),
  'a view': (body) => ask.view(ana, { connectionId: 'c1' }, body),
  'a mark of the bell': (body) => ask.markSeen(ana, body),
}

describe.each(Object.keys(ROUTES))('%s', (route) => {
  test.each(Object.keys(EXPENSIVE))('of %s is refused soon with a small answer', async (kind) => {
    const body = EXPENSIVE[kind] ?? ''
    expect(body.length).toBeLessThan(64 * 1024)
    const before = process.cpuUsage()
    const answer = await (ROUTES[route] as Ask)(body)
    const { user } = process.cpuUsage(before)
    expect([400, 404, 422], JSON.stringify(answer.body)).toContain(answer.status)
    expect(Buffer.byteLength(JSON.stringify(answer.body))).toBeLessThan(6_000)
    expect(Object.keys(answer.body.error.fields ?? {}).length).toBeLessThanOrEqual(20)
    // Microseconds of work, far above what it takes and far below the seconds of a quadratic answer.
    expect(user).toBeLessThan(1_000_000)
  })
})

test('of many wrong fields twenty are named, each with its first problem and a name that is cut', async () => {
  const { body } = await ask.post(
    ana,
    numbered(40, (at) => `${at}${'é'.repeat(100)}`),
  )
  const names = Object.keys(body.error.fields)
  expect(names).toHaveLength(20)
  expect(names.every((name) => name.length <= 61)).toBe(true)
  expect(names).toContain('audience')
})
