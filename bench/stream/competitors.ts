import type { Schedule } from '@/bench/load/schedule'
import { buildRouteHandlers } from '@/bench/process/build-route-handlers'
import { findNchan, startNchan } from '@/bench/process/nginx'
import { startProduct } from '@/bench/process/product'
import { type Program, startProgram } from '@/bench/process/program'
import { log } from '@/bench/report/log'
import { OURS } from '@/bench/report/rows'
import type { FanOut } from '@/bench/timeline/fan-out.program'
import { untilNobodyIsOnline } from '@/bench/world/online'
import type { World } from '@/bench/world/services'
import type { StreamServer } from './bare-stream.program'
import type { CheckSession } from './check-session.program'
import type { PublishToNchan } from './publish-to-nchan.program'

export const BARE = 'bare node:http'
export const NCHAN = 'nginx with nchan'
export const ROUTE = 'an App Router route handler'

/** A running server of streams, and functions that send posts through it. */
export type RunningServer = {
  port: number
  /** `server` holds the streams; `helper` checks sessions for it. */
  pids: { server: number; helper?: number }
  /** A text in the first bytes of an open stream. */
  until: string
  write: (events: number[]) => Promise<unknown>
  writeOnSchedule: (schedule: Schedule) => Promise<unknown>
  stop: () => Promise<unknown>
}

export type StreamCompetitor = { name: string; start: () => Promise<RunningServer> }

/** The concurrency of the product's fan-out worker. */
const AT_ONCE = 8

/**
 * All servers of streams on this machine. They need `streams` and `groups` to find the readers of a post; the product reads its
 * tables.
 */
export function findCompetitors(
  world: World,
  { fanOut, streams, groups }: { fanOut: Program<FanOut>; streams: number; groups: number },
): StreamCompetitor[] {
  buildRouteHandlers(world.env)
  const nchan = findNchan()
  if (!nchan) log('    nginx with nchan is not on this machine (Debian: libnginx-mod-nchan)')
  const node = (program: string) => () => startNode(world, { program, groups })
  return [
    { name: OURS, start: () => startOurs(world, fanOut) },
    ...(nchan ? [{ name: NCHAN, start: () => startNchanServer(world, { nchan, streams, groups }) }] : []),
    { name: ROUTE, start: node('route-handler') },
    { name: BARE, start: node('bare-stream') },
  ]
}

/** Posts go through all of the product from the fan-out on: timelines, one frame to the gateway, streams. */
async function startOurs(world: World, fanOut: Program<FanOut>): Promise<RunningServer> {
  const { port, pid, stop } = await startProduct('stream', world.env)
  return {
    port,
    pids: { server: pid },
    until: 'event: hello',
    stop: () => untilNobodyIsOnline(world).then(stop),
    write: (posts) => fanOut.ask('fanOut', { posts, atOnce: AT_ONCE }),
    writeOnSchedule: (schedule) => fanOut.ask('fanOutOnSchedule', schedule),
  }
}

async function startNode(
  world: World,
  { program, groups }: { program: string; groups: number },
): Promise<RunningServer> {
  const server = await startProgram<StreamServer>(program, world.env)
  const port = await server.ask('listen', { groups })
  return {
    port,
    pids: { server: server.pid },
    until: 'event: hello',
    stop: server.stop,
    write: (events) => server.ask('write', { events }),
    writeOnSchedule: (schedule) => server.ask('writeOnSchedule', schedule),
  }
}

type NchanOptions = { nchan: NonNullable<ReturnType<typeof findNchan>>; streams: number; groups: number }

async function startNchanServer(world: World, { nchan, streams, groups }: NchanOptions): Promise<RunningServer> {
  const check = await startProgram<CheckSession>('check-session', world.env)
  const nginx = await startNchan(nchan, { checkPort: await check.ask('listen'), env: world.env })
  const publisher = await startProgram<PublishToNchan>('publish-to-nchan', world.env)
  await publisher.ask('connect', { port: nginx.port, streams, groups })
  return {
    port: nginx.port,
    pids: { server: nginx.pid, helper: check.pid },
    until: '\r\n\r\n',
    write: (events) => publisher.ask('write', { events }),
    writeOnSchedule: (schedule) => publisher.ask('writeOnSchedule', schedule),
    stop: () => Promise.all([check.stop(), nginx.stop(), publisher.stop()]),
  }
}
