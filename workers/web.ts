import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import next from 'next'
import { noteClientAddress } from '@/lib/http/client-address'
import { refuseRequest } from '@/lib/http/refuse-request'
import { runGateway } from '@/lib/live/run-gateway'
import { isStream, serveStream } from '@/lib/live/serve-stream'
import { closeQueues, openQueues } from '@/lib/mutation/queues'
import { pool } from '@/lib/postgres/pool'
import { env } from '@/lib/process/env'
import { openOperationsPort } from '@/lib/process/operations'
import { redis, startRedis } from '@/lib/redis/client'
import { refuseTooManyPages } from '@/lib/session/limit-pages'
import { renewCookie } from '@/lib/session/renew-cookie'
import { answerAlways } from './answer-always'
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

const dev = process.env.NODE_ENV !== 'production'
/**
 * Next.js listens to `upgrade`, for the websocket of `next dev`. Requests with `Connection: Upgrade` would go there and past all
 * that stands below, and their sockets would stay open. On a server that is never opened it listens for nothing, and Node takes
 * such a request for an ordinary one.
 */
const neverOpened = createServer()
const app = next({ dev, port: env.PORT, ...(dev ? {} : { httpServer: neverOpened }) })
await Promise.all([app.prepare(), startRedis(), openQueues()])
const nextHandler = app.getRequestHandler()
const gateway = runGateway()

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  noteClientAddress(request)
  if (refuseRequest(request, response)) return
  if (isStream(request)) return serveStream(request, response)
  if (await refuseTooManyPages(request, response)) return
  await renewCookie(request, response)
  await nextHandler(request, response)
}

const server = createSiteServer((request, response) => void answerAlways(response, () => answer(request, response)))
const closing = gracefulClose(server)

// `jobs` has OPERATIONS_PORT itself, `web` and `stream` the next two. 0: any free port. A process that answers is
// healthy.
const operations = await openOperationsPort(env.OPERATIONS_PORT === 0 ? 0 : env.OPERATIONS_PORT + 1, async () => ({
  healthy: true,
  details: {},
}))
await listen(server, 'web')

onStop(async () => {
  closing.stopListening()
  await gateway.stop(DRAIN)
  await closing.finish(IDLE)
  await closeQueues()
  operations.close()
  redis.disconnect()
  await pool.end()
})
