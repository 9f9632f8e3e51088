import { closeQueues, openQueues } from '@/lib/mutation/queues'
import { relay } from '@/lib/mutation/relay'
import { removeOldNotifications } from '@/lib/notifications/remove-old-notifications'
import { pool } from '@/lib/postgres/db'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { openOperationsPort } from '@/lib/process/operations'
import { redis, startRedis } from '@/lib/redis/client'
import { startFanOut } from './jobs/fan-out'
import { startGraph } from './jobs/graph'
import { jobsHealth } from './jobs/health'
import { measureDrift, measureOutbox, removeOld } from './jobs/housekeeping'
import { startLoop } from './jobs/loop'
import { startNotify } from './jobs/notify'
import { queueDashboard } from './jobs/queue-dashboard'
import { onStop } from './on-stop'

await startRedis()
await openQueues()

const workers = [startFanOut(), startNotify(), startGraph()]
// Loops of this process and not jobs of a queue: a flushed queue would lose them, and the relay is what refills it.
const loops = [
  startLoop('relay', 500, async () => (await relay()) > 0),
  startLoop('outbox', 5_000, async () => measureOutbox().then(() => false)),
  startLoop('housekeeping', 60_000, async () => removeOld().then(() => false)),
  startLoop('old notifications', 60_000, removeOldNotifications),
  startLoop('counters', 24 * 60 * 60_000, async () => measureDrift().then(() => false)),
]
const operations = await openOperationsPort(env.OPERATIONS_PORT, () => jobsHealth(workers), queueDashboard())
log.info({ operations: env.OPERATIONS_PORT }, 'jobs ready')

onStop(async () => {
  await Promise.all([...workers.map((worker) => worker.close()), ...loops.map((loop) => loop.stop())])
  await closeQueues()
  operations.close()
  redis.disconnect()
  await pool.end()
})
