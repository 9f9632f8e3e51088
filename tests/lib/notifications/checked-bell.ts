import { expect } from 'vitest'
import { LIMITS } from '@/lib/shared/limits'
import type { NotificationFilter, NotificationGroup, NotificationState } from '@/lib/shared/views'
import { bellState, readBell } from '../../support/acts'
import type { Person } from '../../support/people'
import { recount } from './recount'

export type Bell = { state: NotificationState; rows: NotificationGroup[]; archived: NotificationGroup[] }

/** All pages of a filter. */
export async function listOf(person: Person, filter: NotificationFilter, limit = 100): Promise<NotificationGroup[]> {
  const rows: NotificationGroup[] = []
  let cursor = ''
  for (;;) {
    const { items, nextCursor } = await readBell(person, { query: `?filter=${filter}&limit=${limit}${cursor}` })
    rows.push(...items)
    if (nextCursor === null) return rows
    cursor = `&cursor=${nextCursor}`
  }
}

const idsOf = (rows: NotificationGroup[]) => rows.map(({ id }) => id)
const atMost = (count: number) => Math.min(count, LIMITS.notifications)

/**
 * Somebody's bell while no job runs: state and every row of every filter. They must agree with each other, with the
 * stored counters, and with a recount of the events.
 */
export async function bellOf(person: Person): Promise<Bell> {
  const state = await bellState(person)
  const [rows, unread, mentions, archived] = [
    await listOf(person, 'all'),
    await listOf(person, 'unread'),
    await listOf(person, 'mentions'),
    await listOf(person, 'archived'),
  ]
  for (const list of [rows, unread, mentions, archived]) expectInOrder(list)
  expect(rows.filter(({ archived: hidden }) => hidden)).toEqual([])
  expect(archived.filter((group) => !(group.archived && group.read && group.seen))).toEqual([])
  expect(idsOf(unread)).toEqual(idsOf(rows.filter(({ read }) => !read)))
  expect(idsOf(mentions)).toEqual(idsOf(rows.filter(({ type }) => type === 'mention')))
  const listed = { unseen: rows.filter(({ seen }) => !seen).length, unread: rows.filter(({ read }) => !read).length }
  expect({ unseen: state.unseen, unread: state.unread }).toEqual({
    unseen: atMost(listed.unseen),
    unread: atMost(listed.unread),
  })
  await expectCounted(person, { state, rows, archived })
  return { state, rows, archived }
}

/** No row comes twice; the newest is first; a read row is seen; each row has an actor and shows at most three. */
function expectInOrder(rows: NotificationGroup[]): void {
  expect(new Set(idsOf(rows)).size).toBe(rows.length)
  const keys = rows.map(({ seq, id }) => [BigInt(seq), BigInt(id)] as const)
  expect(keys).toEqual([...keys].sort(([a, i], [b, j]) => Number(b - a) || Number(j - i)))
  for (const { actors, actorCount, read, seen } of rows) {
    expect(actorCount).toBeGreaterThan(0)
    expect(actors.length).toBeLessThanOrEqual(Math.min(3, actorCount))
    expect(read && !seen).toBe(false)
  }
}

async function expectCounted(person: Person, { state, rows, archived }: Bell): Promise<void> {
  const { unseen, unread, stored, groups } = await recount(person)
  expect({ unseen: state.unseen, unread: state.unread }).toEqual(stored)
  expect(stored).toEqual({ unseen: atMost(unseen), unread: atMost(unread) })
  const shown = [...rows, ...archived]
  const counted = groups.map(({ id, actors, seq }) => ({ id, actors, seq }))
  expect(groups.map(({ id, stored: { actors, seq } }) => ({ id, actors, seq }))).toEqual(counted)
  expect(groups.map(({ stored: { faces } }) => faces)).toEqual(groups.map(({ actors }) => actors))
  const byId = (list: { id: string }[]) => [...list].sort((one, other) => (one.id < other.id ? -1 : 1))
  expect(byId(shown.map(({ id, actorCount, seq }) => ({ id, actors: actorCount, seq })))).toEqual(byId(counted))
  const versions = shown.map(({ version }) => BigInt(version))
  expect(versions.filter((version) => version > BigInt(state.version))).toEqual([])
  const beyond = shown.filter(({ seq }) => BigInt(seq) > BigInt(state.headSeq))
  expect(beyond).toEqual([])
}

/** A row in words: `like by Cleo, Ben, Ana and 2 more`. */
export function inWords({ type, actors, actorCount }: NotificationGroup): string {
  const names = actors.map(({ name }) => name).join(', ') || 'nobody'
  return `${type} by ${names}${actorCount > actors.length ? ` and ${actorCount - actors.length} more` : ''}`
}

/** The rows of somebody's bell in words, the newest first. Also checks the bell as `bellOf` does. */
export async function bellShows(person: Person): Promise<string[]> {
  return (await bellOf(person)).rows.map(inWords)
}

/** The one row of a bell that has one. */
export async function onlyRow(person: Person): Promise<NotificationGroup> {
  const { rows } = await bellOf(person)
  expect(rows.map(inWords)).toHaveLength(1)
  const [row] = rows
  if (!row) throw new Error('no row')
  return row
}
