import { removeEndedRelations } from '@/lib/graph/ended-relation'
import { measureOutbox } from '@/lib/mutation/measure-outbox'
import { closeQueues, openQueues } from '@/lib/mutation/queues'
import { relay } from '@/lib/mutation/relay'
import { removeOldEventsAndKeys } from '@/lib/mutation/remove-old-events-and-keys'
import { removeOldNotifications } from '@/lib/notifications/remove-old-notifications'
import { recountNightly } from '@/lib/postgres/counter-drift'
import { pool } from '@/lib/postgres/pool'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { openOperationsPort } from '@/lib/process/operations'
import { redis, startRedis } from '@/lib/redis/client'
import { removeEndedSessions, removeUnusedSessionsNightly } from '@/lib/users/remove-old-sessions'
import { startFanOut, startFanOutRest } from './jobs/fan-out'
import { startGraph } from './jobs/graph'
import { watchWorkers } from './jobs/health'
import { startLoop } from './jobs/loop'
import { startNotify } from './jobs/notify'
import { queueDashboard } from './jobs/queue-dashboard'
import { startStanding } from './jobs/standing'
import { onStop } from './on-stop'

await startRedis()
await openQueues()

const workers = [startFanOut(), startFanOutRest(), startNotify(), startGraph(), startStanding()]
const watched = watchWorkers(workers)
// Loops of this process and not jobs of the queue: a flushed queue would lose them, and the relay is what fills it again.
const MINUTE = 60_000
/** Not at the start: a process that has just started, perhaps with all others, has other work. */
const NIGHTLY = { after: 10 * MINUTE, every: MINUTE }
const loops = [
  startLoop({ name: 'relay', every: 500, work: async () => (await relay()) > 0 }),
  startLoop({ name: 'outbox', every: 5_000, work: measureOutbox }),
  startLoop({ name: 'health', every: 2_000, work: watched.look }),
  startLoop({ name: 'old events and keys', every: MINUTE, work: removeOldEventsAndKeys }),
  startLoop({ name: 'ended relations', every: MINUTE, work: removeEndedRelations }),
  startLoop({ name: 'ended sessions', every: MINUTE, work: removeEndedSessions }),
  startLoop({ name: 'old notifications', every: MINUTE, work: removeOldNotifications }),
  startLoop({ ...NIGHTLY, name: 'counters', work: recountNightly }),
  startLoop({ ...NIGHTLY, name: 'unused sessions', work: removeUnusedSessionsNightly }),
]
const operations = await openOperationsPort(env.OPERATIONS_PORT, watched.health, queueDashboard())
log.info({ operations: env.OPERATIONS_PORT }, 'jobs ready')

onStop(async () => {
  await Promise.all([...workers.map((worker) => worker.close()), ...loops.map((loop) => loop.stop())])
  await closeQueues()
  operations.close()
  redis.disconnect()
  await pool.end()
})
