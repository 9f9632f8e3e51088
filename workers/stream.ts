import { runGateway } from '@/lib/live/run-gateway'
import { isStream, serveStream } from '@/lib/live/serve-stream'
import { pool } from '@/lib/postgres/pool'
import { env } from '@/lib/process/env'
import { openOperationsPort } from '@/lib/process/operations'
import { redis, startRedis } from '@/lib/redis/client'
import { gracefulClose } from './graceful-close'
import { listen } from './listen'
import { onStop } from './on-stop'
import { createSiteServer } from './site-server'

/** Milliseconds over which the streams are ended when the process has to stop, so that not all reconnect at once. */
const DRAIN = 15_000
/**
 * Milliseconds for which idle connections stay open when the process has to stop. A proxy sends requests on them; each gets an
 * answer that closes the connection. Browsers alone repeat a request on another connection.
 */
const IDLE = env.TRUSTED_PROXIES > 0 ? 15_000 : 0

await startRedis()
const gateway = runGateway()

const server = createSiteServer((request, response) => {
  if (isStream(request)) return void serveStream(request, response)
  response.writeHead(404).end()
})
const closing = gracefulClose(server)

// `jobs` has OPERATIONS_PORT itself, `web` and `stream` the next two. 0: any free port. A process that answers is
// healthy.
const operations = await openOperationsPort(env.OPERATIONS_PORT === 0 ? 0 : env.OPERATIONS_PORT + 2, async () => ({
  healthy: true,
  details: {},
}))
await listen(server, 'stream')

onStop(async () => {
  closing.stopListening()
  await gateway.stop(DRAIN)
  await closing.finish(IDLE)
  operations.close()
  redis.disconnect()
  await pool.end()
})
