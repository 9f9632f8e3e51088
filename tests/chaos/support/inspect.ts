import { expect } from 'vitest'
import { check, type Evidence, type Report, type Seen } from './checker'
import { request } from './request'
import type { Site } from './site'
import type { Villager } from './village'
import { pause, until } from './waiting'

/** Milliseconds in which every event must be done after the last fault has ended. */
const DRAINED_WITHIN = 60_000
/** Milliseconds in which every screen must show what it should, once every event is done. */
const CAUGHT_UP_WITHIN = 30_000
/** Findings that a failure shows; the counts say how many there are. */
const SHOWN = 30
/** Readers whose pages are read at the same time. */
const AT_ONCE = 6

const QUEUES = ['fan-out', 'fan-out-rest', 'notify', 'graph', 'standing']

/** Waits until no event is open, except parked ones, and no job waits or runs. Returns how many milliseconds it took. */
export async function drained(site: Site, within = DRAINED_WITHIN): Promise<number> {
  return until('everything was delivered', within, async () => {
    const { rows } = await site.pool
      .query(`SELECT count(*)::int AS open FROM "OutboxEvent" WHERE "doneAt" IS NULL AND "parkedAt" IS NULL`)
      .catch(() => ({ rows: [{ open: 1 }] }))
    return rows[0].open === 0 && (await countJobs(site)) === 0
  })
}

/** Waiting and running ones. Delayed ones do not count: their events are open, or were never committed. */
async function countJobs(site: Site): Promise<number> {
  const lists = QUEUES.flatMap((queue) => [`bull:${queue}:wait`, `bull:${queue}:active`])
  return site.redis
    .ask(async (client) =>
      (await Promise.all(lists.map((key) => client.llen(key)))).reduce((sum, jobs) => sum + jobs, 0),
    )
    .catch(() => 1)
}

/** Waits until all is delivered, reads everything that anybody can see, and checks it. */
export async function inspect(site: Site): Promise<Report> {
  const ms = await drained(site)
  const stored = await readStored(site)
  await screensAgree(site, stored)
  const feeds = new Map<Villager, Seen[]>()
  const people = [...site.village.people]
  const readSome = async () => {
    for (let reader = people.shift(); reader; reader = people.shift()) feeds.set(reader, await readFeed(site, reader))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, readSome))
  const screens: Evidence['screens'] = []
  for (const screen of site.screens) screens.push({ reader: screen.reader, seen: await screen.scrollToTheEnd() })
  const { history, village } = site
  const report = check({ village, history, feeds, screens, stored, orphans: await findOrphans(site) })
  const { connects, replays, polls, gaps } = history.counts
  console.log(
    `chaos: ${site.name}: ${summary(report)}\n  drained after ${(ms / 1000).toFixed(1)} s; ${connects} connects, ${replays} replays,` +
      ` ${polls} polls, ${gaps} gaps, ${history.resets.length} resets (${[...new Set(history.resets)].join(', ')})`,
  )
  return report
}

/** Every test of a fault ends with this. */
export async function expectNothingLost(site: Site): Promise<void> {
  const report = await inspect(site)
  expect(findingsOf(report).slice(0, SHOWN)).toEqual([])
  expect(report.verdict).toBe('pass')
  expect(site.history.signedOut).toEqual([])
  expect(site.history.refusals).toEqual([])
  expect(site.deaths()).toEqual([])
  expect(site.errorLines()).toEqual([])
}

function findingsOf(report: Report): string[] {
  const { lost, duplicated, unexpected, leaked, outOfOrder, drift } = report
  return [...lost, ...duplicated, ...unexpected, ...leaked, ...outOfOrder, ...drift]
}

function summary({ verdict, attempted, acknowledged, recovered, ...found }: Report): string {
  const { lost, duplicated, unexpected, leaked, outOfOrder, drift, repeatedFrames } = found
  const counts = { lost, duplicated, unexpected, leaked, outOfOrder, drift }
  const bad = Object.entries(counts).map(([name, list]) => `${name} ${list.length}`)
  return `${verdict}: attempted ${attempted}, acknowledged ${acknowledged}, recovered ${recovered}, ${bad.join(', ')}, repeated frames ${repeatedFrames}`
}

/** Waits until every screen shows what it should, or the time is over. The checker then names what is missing. */
async function screensAgree(site: Site, stored: Seen[]): Promise<void> {
  const operations = new Map(site.history.operations.map((operation) => [operation.marker, operation]))
  const deadline = Date.now() + CAUGHT_UP_WITHIN
  for (const screen of site.screens) {
    const due = stored.filter(({ text }) => {
      const operation = operations.get(text)
      return operation && site.village.belongs(screen.reader, operation)
    })
    const ids = due.map(({ id }) => id)
    while (Date.now() < deadline && !screen.shows(ids)) await pause(50)
    if (!screen.shows(ids)) console.log(`chaos: ${screen.describe()}`)
  }
}

async function readStored({ pool }: Site): Promise<Seen[]> {
  return (await pool.query<Seen>(`SELECT id::text, text FROM "Post" WHERE "deletedAt" IS NULL ORDER BY id DESC`)).rows
}

async function readFeed(site: Site, reader: Villager): Promise<Seen[]> {
  const seen: Seen[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path: string = cursor === '' ? '/api/feed' : `/api/feed?cursor=${cursor}`
    const { status, body } = await request(`${site.address}${path}`, { cookie: reader.cookie })
    if (status !== 200) throw new Error(`${path} answered ${status} to ${reader.name}`)
    seen.push(...body.items.map(({ id, text }: Seen) => ({ id, text })))
    cursor = body.nextCursor
  }
  return seen
}

/** Posts whose event is missing or open, and events without a post. */
async function findOrphans({ pool }: Site): Promise<string[]> {
  const { rows } = await pool.query<{ what: string }>(`
    SELECT p.text || ' has no event that was done' AS what FROM "Post" p
    WHERE NOT EXISTS (SELECT 1 FROM "OutboxEvent" e WHERE e.queue = 'fan-out' AND e.type = 'post.created'
      AND e.payload->>'postId' = p.id::text AND e."doneAt" IS NOT NULL)
    UNION ALL
    SELECT 'event ' || e.id || ' has no post' FROM "OutboxEvent" e WHERE e.type = 'post.created'
      AND NOT EXISTS (SELECT 1 FROM "Post" p WHERE p.id::text = e.payload->>'postId')`)
  return rows.map(({ what }) => what)
}
