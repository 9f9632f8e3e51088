import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import { ADDRESS_HEADER, addressOfRaw } from '@/lib/http/client-address'
import { runGateway } from '@/lib/live/run-gateway'
import { isStream, serveStream } from '@/lib/live/serve-stream'
import { closeQueues, openQueues } from '@/lib/mutation/queues'
import { pool } from '@/lib/postgres/db'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { openOperationsPort } from '@/lib/process/operations'
import { redis, startRedis } from '@/lib/redis/client'
import { tallyRequests } from './close-gracefully'
import { onStop } from './on-stop'

/** Milliseconds over which streams end when the process is asked to stop. */
const DRAIN = 15_000

const app = next({ dev: process.env.NODE_ENV !== 'production', port: env.PORT })
await Promise.all([app.prepare(), startRedis(), openQueues()])
const nextHandler = app.getRequestHandler()
const gateway = runGateway()

const server = createServer((request, response) => {
  noteAddress(request)
  if (!isDecodable(request.url ?? '')) return refuseAddress(response)
  void (isStream(request) ? serveStream(request, response) : nextHandler(request, response))
})
const requests = tallyRequests(server)
// Longer than any load balancer keeps a connection, so that it is never closed under a request.
server.keepAliveTimeout = 75_000
server.requestTimeout = 30_000

const operations = await openOperationsPort(env.OPERATIONS_PORT === 0 ? 0 : env.OPERATIONS_PORT + 1, async () => ({
  healthy: true,
  details: {},
}))
await new Promise<void>((resolve, reject) => server.once('error', reject).listen(env.PORT, resolve))
log.info({ port: env.PORT }, 'web ready')
process.send?.('ready')

onStop(async () => {
  server.close()
  await gateway.stop(DRAIN)
  await requests.close()
  await closeQueues()
  operations.close()
  redis.disconnect()
  await pool.end()
})

/** Next.js would answer 500 to an address with broken percent-encoding. */
function isDecodable(url: string): boolean {
  try {
    decodeURI(url)
    return true
  } catch {
    return false
  }
}

function refuseAddress(response: ServerResponse): void {
  const error = { code: 'malformed', message: 'This address cannot be read.' }
  response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
}

/** Noted here, where the socket is known; whatever the browser wrote there is overwritten. */
function noteAddress(request: IncomingMessage): void {
  request.headers[ADDRESS_HEADER] = addressOfRaw(request)
}
