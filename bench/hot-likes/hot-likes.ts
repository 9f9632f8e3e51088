import type { OpenStreams } from '@/bench/load/open-streams.program'
import type { SendRequests } from '@/bench/load/send-requests.program'
import { compare } from '@/bench/measure/compare'
import { buildRouteHandlers } from '@/bench/process/build-route-handlers'
import { startProgram } from '@/bench/process/program'
import { startSite } from '@/bench/process/site'
import { type Line, OURS, type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import { likedPost } from '@/bench/world/marks'
import { untilNobodyIsOnline } from '@/bench/world/online'
import { addPeople, addPosts, settleTables, writeCookies } from '@/bench/world/people'
import { addPlainBells } from '@/bench/world/plain-bells'
import type { World } from '@/bench/world/services'
import { measureOurs, measureRouteHandler, measureStatement, type Setup } from './measure-likes'
import type { OneStatement } from './one-statement.program'
import type { PlainLikes } from './plain-likes.program'

const PLAIN = 'a row and a counter in the request'
const CEILING = 'one statement by pg'

/** Measures likes a second on one post that many users like at the same time, each once. */
export async function hotLikes(world: World, { repeats, hotLikes: sizes }: Sizes): Promise<Report> {
  const { likes } = sizes
  buildRouteHandlers(world.env)
  // Each competitor has an author of its own, with one post for each run.
  const measured = [
    { name: OURS, run: measureOurs },
    { name: PLAIN, run: measureRouteHandler },
    { name: CEILING, run: measureStatement },
  ]
  await addPeople(world, { readers: likes, authors: measured.length })
  await addPosts(world, { count: measured.length * (repeats + 1), authors: measured.length })
  await addPlainBells(world)
  await settleTables(world)
  const site = await startSite(world.env)
  const plain = await startProgram<PlainLikes>('plain-likes', world.env)
  const statement = await startProgram<OneStatement>('one-statement', world.env)
  const load = await startProgram<SendRequests>('send-requests', world.env)
  const author = await startProgram<OpenStreams>('open-streams', world.env)
  const cookies = await writeCookies(world, 'author', 1)
  const opening = { port: site.web.port, until: 'event: hello', mark: likedPost(likes), cookies }
  await author.ask('open', { ...opening, from: 0, to: 1, atOnce: 1 })
  const setup: Setup = {
    world,
    sizes,
    site,
    load,
    author,
    statement,
    cookies: await writeCookies(world, 'reader', likes),
    plain: { port: await plain.ask('listen'), pid: plain.pid },
  }
  const competitors = measured.map(({ name, run }, index) => {
    let post = index - measured.length
    return {
      name,
      run: () => {
        post += measured.length
        return run(setup, { post, author: index, likes })
      },
    }
  })
  for (const { run } of competitors) await run()
  const samples = await compare(competitors, repeats)
  await Promise.all([author, load, plain, statement].map((program) => program.stop()))
  await untilNobodyIsOnline(world)
  await site.stop()
  return { rows: rowsOf('hot-likes', samples, LINES), bars: [] }
}

const beside = { baseline: PLAIN, ceiling: CEILING }
const LINES: Line[] = [
  { metric: 'likes a second', unit: '/s', figure: 'likes', ...beside },
  { metric: 'answer, p50', unit: 'ms', figure: 'p50', baseline: PLAIN },
  { metric: 'answer, p99', unit: 'ms', figure: 'p99', baseline: PLAIN },
  { metric: 'from the last answer to the exact bell on the screen', unit: 's', figure: 'bell' },
  { metric: 'CPU of web', unit: 'us/like', figure: 'web', ...beside },
  { metric: 'CPU of jobs', unit: 'us/like', figure: 'jobs' },
  { metric: 'CPU of Redis', unit: 'us/like', figure: 'redis' },
  { metric: 'CPU of PostgreSQL', unit: 'us/like', figure: 'postgres', ...beside },
  { metric: 'CPU in all', unit: 'us/like', figure: 'all', ...beside },
  { metric: 'load generator', unit: '% of a core', figure: 'generator' },
]
