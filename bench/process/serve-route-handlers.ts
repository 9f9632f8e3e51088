import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import next from 'next'
import { ROUTE_HANDLERS } from './build-route-handlers'

/** In a program: serves the small app behind the framework's request handler, as production would. Returns the port. */
export async function serveRouteHandlers(): Promise<number> {
  const app = next({ dev: false, dir: ROUTE_HANDLERS })
  await app.prepare()
  const handler = app.getRequestHandler()
  const server = createServer((request, response) => void handler(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
