import { onSchedule, type Schedule } from '@/bench/load/schedule'
import { answer } from '@/bench/process/answer'
import { serveRouteHandlers } from '@/bench/process/serve-route-handlers'
import type { StreamServer } from './bare-stream.program'
import { sharedSinks } from './shared-sinks'

/** The baseline of Next.js in production: a route handler whose streams this program writes to. */
const work: StreamServer = {
  listen({ groups }) {
    const shared = sharedSinks()
    shared.groups = groups
    return serveRouteHandlers()
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
