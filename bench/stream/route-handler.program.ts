import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import next from 'next'
import { onSchedule, type Schedule } from '@/bench/load/schedule'
import { answer } from '@/bench/process/answer'
import type { StreamServer } from './bare-stream.program'
import { ROUTE_HANDLER } from './route-handler-app'
import { sharedSinks } from './shared-sinks'

/** The baseline of the framework in production: its route handler behind its request handler, written to from here. */
const work: StreamServer = {
  async listen({ groups }) {
    const shared = sharedSinks()
    shared.groups = groups
    const app = next({ dev: false, dir: ROUTE_HANDLER })
    await app.prepare()
    const handler = app.getRequestHandler()
    const server = createServer((request, response) => void handler(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  },
  write({ events }: { events: number[] }) {
    const { sinks, groups } = sharedSinks()
    for (const event of events) sinks.write(event, groups)
  },
  writeOnSchedule(schedule: Schedule) {
    const { sinks, groups } = sharedSinks()
    return onSchedule(schedule, (event) => sinks.write(event, groups))
  },
}

answer(work)
