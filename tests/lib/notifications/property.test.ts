import { beforeAll, describe, expect, test } from 'vitest'
import { checkBells } from '@/lib/live/check-bells'
import { gateway } from '@/lib/live/gateway'
import { relay } from '@/lib/mutation/relay'
import { redis, startRedis } from '@/lib/redis/client'
import type { NotificationGroup, NotificationState } from '@/lib/shared/views'
import { type Dice, seededDice } from '../../support/dice'
import { drain, startJobs, stopJobs } from '../../support/jobs'
import { signIn } from '../../support/people'
import { query } from '../../support/query'
import { bellOf } from './checked-bell'
import { missingNotifications, notifiedTwice, wrongNotifications } from './oracle'
import { emptyGroups } from './recount'
import { Screen } from './screen'
import { Village } from './village'

/** SEED=… runs the same dice again. */
const SEED = Number(process.env.SEED) || Math.floor(Math.random() * 1e9)
/** What happens in one run, and milliseconds in which it may: a busy machine does less. */
const DEEDS = 500
const TIME = 4000

beforeAll(startRedis)

type Trouble = (roll: Dice) => Promise<void>

/** Runs some finished jobs again. */
const repeats: Trouble = async () => {
  await query(
    `UPDATE "OutboxEvent" SET "doneAt" = NULL, attempts = attempts + 1, "dueAt" = now()
     WHERE id IN (SELECT id FROM "OutboxEvent" WHERE "doneAt" IS NOT NULL AND queue = 'notify' ORDER BY random() LIMIT 6)`,
  )
  await relay()
}

const restarts: Trouble = async () => {
  await stopJobs()
  await startJobs()
}

/** Kills half of the transactions that change bells at this moment: they are undone, and their callers get an error. */
const killsTransactions: Trouble = async () => {
  await query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND random() < 0.5
       AND query ~ '(UPDATE|INSERT INTO|DELETE FROM) "(Notification|User)|FOR NO KEY UPDATE'`,
  )
}

/** Kills the Redis connections: frames and jobs on their way may be lost. */
const killsConnections: Trouble = async () => {
  const clients = String(await redis.call('CLIENT', 'LIST')).split('\n')
  const ours = clients.filter((line) => /name=carillon-(commands|producer|subscriber) /.test(line))
  for (const line of ours) await redis.call('CLIENT', 'KILL', 'ID', /id=(\d+)/.exec(line)?.[1] ?? '', 'SKIPME', 'no')
}

/** Makes trouble at random times until `stop` is called. */
function trouble(roll: Dice, kinds: Trouble[], every: number) {
  let going = true
  const done = (async () => {
    while (going) {
      const kind = kinds[Math.floor(roll() * kinds.length)]
      // What it kills may be its own connection.
      await kind?.(roll).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 2 * every * roll()))
    }
  })()
  return {
    stop: async () => {
      going = false
      await done
    },
  }
}

/** Of one bell or group, everything with the same version must be equal. */
function expectOneTruth(sayings: { of: string; says: string }[]): void {
  const truth = new Map<string, string>()
  const lies = sayings.filter(({ of, says }) => (truth.get(of) ?? truth.set(of, says).get(of)) !== says)
  expect(lies.map(({ of, says }) => [of, truth.get(of), says])).toEqual([])
}

const ofState = (who: bigint, { version, unseen, unread, headSeq }: NotificationState) => ({
  of: `bell of ${who} at ${version}`,
  says: `${unseen} ${unread} ${headSeq}`,
})
const ofGroup = ({ id, version, ...group }: NotificationGroup) => ({
  of: `group ${id} at ${version}`,
  // Of a group that is gone, screens show nothing else.
  says: group.actorCount === 0 ? 'gone' : [group.actorCount, group.seq, group.seen, group.read, group.archived].join(),
})

type Life = { kinds: Trouble[]; every: number; fine?: number[] }

async function liveThrough(seed: number, { kinds, every, fine }: Life): Promise<void> {
  const village = await Village.found(seededDice(seed), fine)
  await startJobs()
  const screens: Screen[] = []
  for (const one of village.people) screens.push(await Screen.open(one), await Screen.open(one, await signIn(one.id)))
  const troubles = trouble(seededDice(seed + 1), kinds, every)
  const looks = async () => void (await Promise.all(screens.map((one) => one.catchUp())))
  const looking = trouble(seededDice(seed + 2), [looks], 30)
  await village.live(DEEDS, TIME)
  await troubles.stop()
  await looking.stop()
  await expect.poll(() => redis.ping().catch(() => null), { timeout: 5000 }).toBe('PONG')
  await drain()
  expect(village.wrong).toEqual([])

  expect(await wrongNotifications()).toEqual([])
  expect(await notifiedTwice()).toEqual([])
  expect(await emptyGroups()).toEqual([])
  const peaceful = village.peaceful.map(({ id }) => id)
  const posts = village.posts.map(({ id }) => id).filter((id) => !village.troubled.has(id))
  expect(await missingNotifications({ people: peaceful, posts, troubled: [...village.troubled] })).toEqual([])

  // The position check finds the frames that were lost.
  await checkBells(gateway)
  for (const screen of screens) {
    const { state, rows } = await bellOf(screen.person)
    const shown = async () => {
      await screen.catchUp()
      return { state: screen.state, rows: screen.rows().map(ofGroup) }
    }
    await expect.poll(shown, { timeout: 5000 }).toEqual({ state, rows: rows.map(ofGroup) })
  }
  expectOneTruth([
    ...village.states.map(({ who, state }) => ofState(who.id, state)),
    ...screens.flatMap(({ person, news }) => news.map((one) => ofState(person.id, one))),
    ...screens.flatMap(({ news }) => news.flatMap(({ groups }) => groups.map(ofGroup))),
  ])
  for (const screen of screens) screen.stream.close()
}

describe('whatever people do at the same time, every bell agrees with its list, its rows and the facts', {
  timeout: 60_000,
}, () => {
  test.each([SEED, SEED + 10, SEED + 20])('while jobs are repeated and workers restarted (SEED=%i)', (seed) =>
    liveThrough(seed, { kinds: [repeats, repeats, restarts], every: 40 }),
  )

  // A request whose connection is killed may answer 503, whether or not its change was committed.
  test.each([SEED + 30, SEED + 40])('while transactions and connections are killed (SEED=%i)', (seed) =>
    liveThrough(seed, { kinds: [repeats, killsTransactions, killsConnections], every: 80, fine: [503] }),
  )
})
