import { expect, it } from 'vitest'
import { pick } from '../support/dice'
import { dice, ROUNDS } from './support/dice'
import { drained, expectNothingLost } from './support/inspect'
import { attemptPost } from './support/post-attempts'
import { liveAgain } from './support/recovery'
import { request } from './support/request'
import { type Site, startSite, type Tapped } from './support/site'
import type { Moment } from './support/tap'
import type { Villager } from './support/village'
import { until } from './support/waiting'

/** Milliseconds: a job whose worker died is noticed within its lock and the next look for stalled jobs. */
const GIVEN_TO_ANOTHER = 30_000
/** Other kills delay it. */
const REACHED_AGAIN = 3 * GIVEN_TO_ANOTHER
const LIVE_WITHIN = 15_000

const STEPS: [string, (jobs: Tapped) => Tapped['toRedis'], RegExp][] = [
  ['takes the job', ({ toRedis }) => toRedis, /bull:fan-out:prioritized(?![\s\S]*bull:fan-out:(completed|failed))/],
  ['reads the event', ({ toPostgres }) => toPostgres, /find-event/],
  ['looks at the clock', ({ toRedis }) => toRedis, /\r\ntime\r\n/i],
  ['reads the post', ({ toPostgres }) => toPostgres, /current-post/],
  ['reads the audience', ({ toPostgres }) => toPostgres, /audience-/],
  ['appends and publishes', ({ toRedis }) => toRedis, /fanned:\{/],
  ['settles the event', ({ toPostgres }) => toPostgres, /settle/],
  ['finishes the job', ({ toRedis }) => toRedis, /bull:fan-out:completed/],
]
const MOMENTS: Moment[] = ['before', 'after']

/** Kills the worker at one step of a new post; it is started again by itself. */
async function killAtStep(site: Site, author: Villager, [step, wire, pattern]: (typeof STEPS)[number], moment: Moment) {
  const { worker } = site
  const fallen = wire(worker).trap(pattern, moment, () => worker.program.kill9())
  await attemptPost(site, { author })
  await until(`jobs died ${moment} it ${step}`, GIVEN_TO_ANOTHER, fallen)
  await worker.program.isBack()
}

/** Kills the worker of one event, so many times: each time that the event is tried again. */
async function killWorkerOf(site: Site, eventId: string, times: number): Promise<void> {
  const { worker } = site
  for (let time = 1; time <= times; time++) {
    const pattern = new RegExp(`fanned:\\{0\\}:${eventId}:`)
    const fallen = worker.toRedis.trap(pattern, 'before', () => worker.program.kill9())
    await until(`the worker of event ${eventId} died for the ${time}. time`, REACHED_AGAIN, fallen)
  }
}

/** The id of the event of a new post, which no worker has started on. */
async function postWhileJobsAreFrozen(site: Site, author: Villager): Promise<string> {
  site.worker.program.freeze()
  const { postId } = await attemptPost(site, { author })
  const { rows } = await site.pool.query(
    `SELECT id::text FROM "OutboxEvent" WHERE queue = 'fan-out' AND payload->>'postId' = $1`,
    [postId],
  )
  return rows[0].id
}

async function changeFollow(site: Site, reader: Villager, author: Villager, follows: boolean): Promise<void> {
  const from = Date.now()
  const url = `${site.address}/api/users/${author.handle}/follow`
  const { status } = await request(url, { method: follows ? 'PUT' : 'DELETE', cookie: reader.cookie })
  expect(status).toBe(200)
  site.village.follow(reader, author, follows, { from, to: Date.now() })
}

// Both wait most of the time until the jobs of killed workers are given to others, so they run at the same time.
it.concurrent('every post arrives once wherever its worker is killed, even when the same job loses its worker three times', async ({
  onTestFinished,
}) => {
  const site = await startSite({ name: 'jobs killed between its steps' }, onTestFinished)
  const roll = dice('jobs steps')
  await site.openScreens()
  const { worker } = site
  worker.program.restarts = true

  const unlucky = await postWhileJobsAreFrozen(site, pick(roll, site.village.people))
  worker.program.thaw()
  const killAtEveryStep = async () => {
    for (const step of STEPS) {
      for (const moment of MOMENTS) await killAtStep(site, pick(roll, site.village.people), step, moment)
    }
  }
  await Promise.all([killAtEveryStep(), killWorkerOf(site, unlucky, 3)])
  await liveAgain(site, LIVE_WITHIN)
  await expectNothingLost(site)

  await site.pool.query(`UPDATE "OutboxEvent" SET "doneAt" = NULL, attempts = attempts + 1, "dueAt" = now()`)
  await drained(site)
  await expectNothingLost(site)
})

it.concurrent('when a worker is killed between two runs of a chunk: new followers get the post, former ones do not, nobody gets it twice', async ({
  onTestFinished,
}) => {
  const site = await startSite({ name: 'members change between two runs' }, onTestFinished)
  await site.openScreens()
  const { worker, village } = site
  for (let round = 0; round < ROUNDS; round++) {
    const author = pick(dice(`members ${round}`), village.people)
    const others = village.people.filter((person) => person !== author)
    const isUnblocked = (reader: Villager) => !village.blocks(reader, author) && !village.blocks(author, reader)
    const joining = others.filter((reader) => !village.follows(reader, author) && isUnblocked(reader))
    const leaving = others.filter((reader) => village.follows(reader, author))
    // The chunk is appended, but its answer is lost: the whole range runs again, and its followers have changed.
    const fallen = worker.toRedis.trap(/fanned:\{/, 'after', () => worker.program.kill9())
    await attemptPost(site, { author })
    await until('the worker died', GIVEN_TO_ANOTHER, fallen)
    for (const reader of [joining.at(0), joining.at(-1)]) if (reader) await changeFollow(site, reader, author, true)
    for (const reader of [leaving.at(0), leaving.at(-1)]) if (reader) await changeFollow(site, reader, author, false)
    await worker.program.start()
    await drained(site)
  }
  await expectNothingLost(site)
})
