import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer } from '@/bench/process/answer'
import { isSignedIn } from './check-session'

/** Answers nginx whether a cookie is valid, because nchan cannot check a session itself. */
const work = {
  /** Opens a port and returns it. */
  async listen(): Promise<number> {
    const server = createServer(async (request, response) => {
      response.writeHead((await isSignedIn(request.headers.cookie)) ? 200 : 403).end()
    })
    server.keepAliveTimeout = 60_000
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  },
}

export type CheckSession = typeof work

answer(work)
