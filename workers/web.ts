import type { IncomingMessage, ServerResponse } from 'node:http'
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
import { gracefulClose } from './graceful-close'
import { listen } from './listen'
import { onStop } from './on-stop'
import { createSiteServer } from './site-server'

/** Milliseconds over which the streams are ended when the process has to stop, so that not all reconnect at once. */
const DRAIN = 15_000

const app = next({ dev: process.env.NODE_ENV !== 'production', port: env.PORT })
await Promise.all([app.prepare(), startRedis(), openQueues()])
const nextHandler = app.getRequestHandler()
const gateway = runGateway()

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (await refuseTooManyPages(request, response)) return
  await renewCookie(request, response)
  await nextHandler(request, response)
}

const server = createSiteServer((request, response) => {
  noteClientAddress(request)
  if (refuseRequest(request, response)) return
  if (isStream(request)) void serveStream(request, response)
  else void answer(request, response)
})
const closeServer = gracefulClose(server)

// `jobs` has OPERATIONS_PORT itself, `web` and `stream` the next two. 0: any free port. A process that answers is
// healthy.
const operations = await openOperationsPort(env.OPERATIONS_PORT === 0 ? 0 : env.OPERATIONS_PORT + 1, async () => ({
  healthy: true,
  details: {},
}))
await listen(server, 'web')

onStop(async () => {
  server.close()
  await gateway.stop(DRAIN)
  await closeServer()
  await closeQueues()
  operations.close()
  redis.disconnect()
  await pool.end()
})
