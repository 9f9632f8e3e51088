import { createServer } from 'node:http'
import { runGateway } from '@/lib/live/run-gateway'
import { isStream, serveStream } from '@/lib/live/serve-stream'
import { pool } from '@/lib/postgres/db'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { openOperationsPort } from '@/lib/process/operations'
import { redis, startRedis } from '@/lib/redis/client'
import { tallyRequests } from './close-gracefully'
import { onStop } from './on-stop'

/** Milliseconds over which streams end when the process is asked to stop. */
const DRAIN = 15_000

await startRedis()
const gateway = runGateway()

const server = createServer((request, response) => {
  if (isStream(request)) return void serveStream(request, response)
  response.writeHead(404).end()
})
const requests = tallyRequests(server)
const operations = await openOperationsPort(env.OPERATIONS_PORT === 0 ? 0 : env.OPERATIONS_PORT + 2, async () => ({
  healthy: true,
  details: {},
}))
await new Promise<void>((resolve, reject) => server.once('error', reject).listen(env.PORT, resolve))
log.info({ port: env.PORT }, 'stream ready')
process.send?.('ready')

onStop(async () => {
  server.close()
  await gateway.stop(DRAIN)
  await requests.close()
  operations.close()
  redis.disconnect()
  await pool.end()
})
