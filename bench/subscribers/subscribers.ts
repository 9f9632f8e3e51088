import type { OpenStreams } from '@/bench/load/open-streams.program'
import type { SendRequests } from '@/bench/load/send-requests.program'
import { compare } from '@/bench/measure/compare'
import { startProgram } from '@/bench/process/program'
import { startSite } from '@/bench/process/site'
import { type Line, OURS, type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import { NEW_POST_BY } from '@/bench/world/marks'
import { untilNobodyIsOnline } from '@/bench/world/online'
import { addFollows, addPeople, settleTables, writeCookies } from '@/bench/world/people'
import { addPlainBells } from '@/bench/world/plain-bells'
import type { World } from '@/bench/world/services'
import { addOldBells } from './add-old-bells'
import { insertForAll, jobPerSubscriber } from './competitors'
import { measureBells, type Setup } from './measure-bells'

const CEILING = 'one INSERT ... SELECT by pg'

/** Each run posts twice: once alone and once while others post. */
const POSTS_PER_RUN = 2
/** Notifications in each bell before the first run. */
const ROWS_BEFORE = 2

/**
 * Measures how long it takes until all subscribers of an author have the notification of a post, and how much that delays
 * others.
 */
export async function subscribers(world: World, { repeats, subscribers: sizes }: Sizes): Promise<Report> {
  const { subscribers: count, connected, jobSubscribers, small } = sizes
  const job = `a job per subscriber, seconds extrapolated from ${jobSubscribers.toLocaleString('en')}`
  const stars = POSTS_PER_RUN * (repeats + 1)
  await addPeople(world, { readers: count + small.followers, authors: stars + small.authors })
  const condition = `(reader < ${count}) = (author < ${stars})`
  const all = { readers: count + small.followers, authors: stars + small.authors }
  await addFollows(world, { ...all, condition, bell: `author < ${stars}` })
  await addOldBells(world, { readers: count, each: ROWS_BEFORE })
  await addPlainBells(world)
  await settleTables(world)
  const site = await startSite(world.env)
  const setup: Setup = {
    world,
    site,
    sizes,
    rowsBefore: ROWS_BEFORE,
    star: await startProgram<SendRequests>('send-requests', world.env),
    others: await startProgram<SendRequests>('send-requests', world.env),
    bells: await startProgram<OpenStreams>('open-streams', world.env),
    feeds: await startProgram<OpenStreams>('open-streams', world.env),
  }
  await openSite(setup, stars)
  let runs = 0
  const ours = { name: OURS, run: () => measureBells(setup, POSTS_PER_RUN * runs++) }
  await ours.run()
  const samples = await compare(
    [
      ours,
      { name: job, run: jobPerSubscriber(world, { subscribers: jobSubscribers, of: count }) },
      { name: CEILING, run: insertForAll(world, count) },
    ],
    repeats,
  )
  await Promise.all([setup.star, setup.others, setup.bells, setup.feeds].map((program) => program.stop()))
  await untilNobodyIsOnline(world)
  await site.stop()
  return { rows: rowsOf('subscribers', samples, linesOf({ connected, job, rate: small.rate })), bars: [] }
}

/** Opens streams for some subscribers, spread over the range of ids, and for the followers of the others. */
async function openSite({ world, site, sizes, star, others, bells, feeds }: Setup, stars: number): Promise<void> {
  const { subscribers: count, connected, small } = sizes
  const { port } = site.web
  const open = { port, until: 'event: hello', from: 0, atOnce: 20 }
  await star.ask('aim', { port, kind: 'post', cookies: await writeCookies(world, 'author', stars) })
  const otherCookies = await writeCookies(world, 'author', small.authors, { from: stars })
  await others.ask('aim', { port, kind: 'post', cookies: otherCookies })
  const subscribed = await writeCookies(world, 'reader', connected, { every: Math.floor(count / connected) })
  await bells.ask('open', { ...open, cookies: subscribed, to: connected, mark: NEW_POST_BY })
  const followers = await writeCookies(world, 'reader', small.followers, { from: count })
  await feeds.ask('open', { ...open, cookies: followers, to: small.followers })
}

function linesOf({ connected, job, rate }: { connected: number; job: string; rate: number }): Line[] {
  const beside = { baseline: job, ceiling: CEILING }
  const feed = `feed delivery of ${rate} posts a second by others, p99`
  return [
    { metric: 'until everybody has the row and the counter', unit: 's', figure: 'seconds', ...beside },
    { metric: 'the same while others post', unit: 's', figure: 'seconds beside', baseline: job },
    { metric: `until ${connected} connected screens show it, p50`, unit: 'ms', figure: 'screen p50' },
    { metric: `until ${connected} connected screens show it, last`, unit: 'ms', figure: 'screen last' },
    { metric: 'CPU of jobs', unit: 'us/subscriber', figure: 'jobs', baseline: job },
    { metric: 'CPU of Redis', unit: 'us/subscriber', figure: 'redis', baseline: job },
    { metric: 'CPU of PostgreSQL', unit: 'us/subscriber', figure: 'postgres', ...beside },
    { metric: 'CPU in all', unit: 'us/subscriber', figure: 'all', ...beside },
    { metric: `${feed}, alone`, unit: 'ms', figure: 'feed alone' },
    { metric: `${feed}, meanwhile`, unit: 'ms', figure: 'feed beside' },
  ]
}
