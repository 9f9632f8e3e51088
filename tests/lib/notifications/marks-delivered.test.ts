import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { NotificationState } from '@/lib/shared/views'
import {
  archive,
  bellState,
  comment,
  follow,
  markAllRead,
  markRead,
  markSeen,
  markUnread,
  post,
  requestFriendship,
  unarchive,
} from '../../support/acts'
import { drain } from '../../support/jobs'
import { type Person, people, person, signIn } from '../../support/people'
import { waitFor } from '../../support/streams'
import { bellOf, onlyRow } from './checked-bell'
import { Screen } from './screen'
import { fillBell } from './stored-bells'

beforeAll(startRedis)

/** Milliseconds within which every other tab and device must receive a mark. */
const ECHO = 1000

/** Ben at his desk and with his phone, and two rows on both. */
async function benWithTwoDevices(): Promise<{ ana: Person; ben: Person; screens: Screen[] }> {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ana, ben)
  await drain()
  await comment(ana, await post(ben, 'hello'))
  await drain()
  return { ana, ben, screens: [await Screen.open(ben), await Screen.open(ben, await signIn(ben.id))] }
}

async function expectOnAll(screens: Screen[], answer: NotificationState): Promise<void> {
  const began = performance.now()
  for (const screen of screens) {
    await waitFor(() => screen.news.some(({ version }) => version === answer.version))
    await screen.catchUp()
    expect(screen.state).toEqual(answer)
  }
  expect(performance.now() - began).toBeLessThan(ECHO)
}

describe('a mark is on every device within a second', () => {
  test('seen: the badge disappears and the rows stay unread', async () => {
    const { ben, screens } = await benWithTwoDevices()
    await expectOnAll(screens, await markSeen(ben))
    for (const screen of screens) {
      expect(await screen.shows()).toEqual({ unseen: 0, unread: 2, rows: ['comment by Ana', 'follow by Ana'] })
      expect(screen.rows().map(({ seen, read }) => [seen, read])).toEqual([
        [true, false],
        [true, false],
      ])
    }
  })

  test('read, unread, archived and back, one row and all: each device shows what the list says, without loading it', async () => {
    const { ben, screens } = await benWithTwoDevices()
    const [row] = (await bellOf(ben)).rows
    if (!row) throw new Error('no row')
    const steps = [
      () => markRead(ben, row),
      () => markUnread(ben, row),
      () => archive(ben, row),
      () => unarchive(ben, row),
      () => markAllRead(ben),
    ]
    for (const step of steps) {
      await expectOnAll(screens, await step())
      const { rows } = await bellOf(ben)
      for (const screen of screens) expect(screen.rows()).toEqual(rows)
    }
    expect(screens.map(({ reloads }) => reloads)).toEqual([0, 0])
  })

  test('and on no device of anybody else', async () => {
    const { ana, ben } = await benWithTwoDevices()
    const atAna = await Screen.open(ana)
    await markSeen(ben)
    await follow(ben, ana)
    await drain()
    await waitFor(() => atAna.news.length > 0)
    expect(atAna.news.map(({ unseen }) => unseen)).toEqual([1])
  })

  test('a mark that changes nothing is not delivered', async () => {
    const { ben, screens } = await benWithTwoDevices()
    await expectOnAll(screens, await markSeen(ben))
    await markSeen(ben)
    await markSeen(ben, '0')
    await markAllRead(ben, '0')
    await expectOnAll(screens, await markAllRead(ben))
    expect(screens.map(({ news }) => news.length)).toEqual([2, 2])
  })
})

describe('marks of more rows than one frame holds', () => {
  test.each(['seen', 'read'] as const)(
    '%s: the version grows by two, so that every device loads the list again, once',
    async (which) => {
      const ben = await person('Ben')
      await fillBell(ben, 51)
      const screens = [await Screen.open(ben), await Screen.open(ben, await signIn(ben.id))]
      const before = BigInt((await bellState(ben)).version)
      const answer = await (which === 'seen' ? markSeen(ben) : markAllRead(ben))
      expect(BigInt(answer.version) - before).toBe(2n)
      await expectOnAll(screens, answer)
      const { rows } = await bellOf(ben)
      for (const screen of screens) {
        expect(screen.rows().map(({ seen, read }) => [seen, read])).toEqual(rows.map(({ seen, read }) => [seen, read]))
        expect(screen.reloads).toBe(1)
      }
    },
  )

  test('exactly as many as one frame holds: no device loads the list', async () => {
    const ben = await person('Ben')
    await fillBell(ben, 50)
    const screen = await Screen.open(ben)
    await expectOnAll([screen], await markAllRead(ben))
    expect([screen.reloads, screen.news[0]?.groups.length]).toEqual([0, 50])
    expect(screen.rows().every(({ read, seen }) => read && seen)).toBe(true)
  })
})

test('an answer that comes late does not bring the badge back: of two states the higher version is the newer', async () => {
  const { ana, ben, screens } = await benWithTwoDevices()
  const [late, seen] = [await bellState(ben), await markSeen(ben)]
  expect(BigInt(seen.version)).toBeGreaterThan(BigInt(late.version))
  await requestFriendship(ana, ben)
  await drain()
  await waitFor(() => screens.every(({ news }) => news.length === 2))
  expect(await screens[0]?.shows()).toMatchObject({ unseen: 1, unread: 3 })
  const versions = [late, seen, await bellState(ben)].map(({ version }) => BigInt(version))
  expect(versions).toEqual([...versions].sort((one, other) => Number(one - other)))
})

test('a mark while a stream is being opened is in its hello or comes after it', async () => {
  const [ana, ben] = await people('Ana', 'Ben')
  await follow(ana, ben)
  await drain()
  const row = await onlyRow(ben)
  for (let times = 0; times < 10; times++) {
    const [screen, answer] = await Promise.all([
      Screen.open(ben),
      times % 2 === 0 ? markRead(ben, row) : markUnread(ben, row),
    ])
    await expect.poll(() => screen.catchUp().then(() => screen.state)).toEqual(answer)
    screen.stream.close()
  }
})
