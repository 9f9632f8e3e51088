import type { OpenStreams } from '@/bench/load/open-streams.program'
import type { SendRequests } from '@/bench/load/send-requests.program'
import { startProgram } from '@/bench/process/program'
import { startSite } from '@/bench/process/site'
import { bar, find, type Report, rowsOf } from '@/bench/report/rows'
import type { Sizes } from '@/bench/sizes'
import { untilNobodyIsOnline } from '@/bench/world/online'
import { addFollows, addPeople, settleTables, writeCookies } from '@/bench/world/people'
import type { World } from '@/bench/world/services'
import { linesAtRates, measureAtRates } from '../measure/open-loop'

/**
 * Measures the time from when a post should be sent until the streams of the author's followers have it, through the whole
 * site.
 */
export async function blink(world: World, { repeats, blink: sizes }: Sizes): Promise<Report> {
  const { streams, authors, rates, ms } = sizes
  await addPeople(world, { readers: streams, authors })
  await addFollows(world, { readers: streams, authors, condition: 'true' })
  await settleTables(world)
  const site = await startSite(world.env)
  const senders = await startProgram<SendRequests>('send-requests', world.env)
  const readers = await startProgram<OpenStreams>('open-streams', world.env)
  const { port } = site.web
  await senders.ask('aim', { port, kind: 'post', cookies: await writeCookies(world, 'author', authors) })
  const cookies = await writeCookies(world, 'reader', streams)
  await readers.ask('open', { port, until: 'event: hello', cookies, from: 0, to: streams, atOnce: 20 })
  const samples = await measureAtRates(world, { site, senders, readers }, { rates, ms, repeats, groups: 1 })
  await Promise.all([readers.stop(), senders.stop()])
  await untilNobodyIsOnline(world)
  await site.stop()
  return report(rowsOf('blink', samples, linesAtRates(rates, { event: 'post', request: 'POST' })), rates)
}

function report(rows: Report['rows'], rates: number[]): Report {
  if (!rates.includes(10)) return { rows, bars: [] }
  const bars = [
    bar('p50 <= 10 ms at 10 posts a second', (ms) => ms <= 10, find(rows, 'at 10 posts a second, p50')?.ours),
    bar('p99 <= 30 ms at 10 posts a second', (ms) => ms <= 30, find(rows, 'at 10 posts a second, p99')?.ours),
  ]
  return { rows, bars }
}
