import { once } from 'node:events'
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** Answers a request instead of the site, and returns true; or returns false. */
type Instead = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * An address of the site under test that can fail: a network that is away, a server that has another build. Unlike
 * `page.route` it also has the requests of a service worker.
 */
export async function startSiteProxy() {
  let instead: Instead = () => false
  const server = createServer((request, response) => {
    if (instead(request, response)) return
    const { method, headers, url = '/' } = request
    const onward = ask(new URL(url, process.env.BASE_URL), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  server.listen(0)
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return {
    url: `http://localhost:${address.port}`,
    /** From now on these requests are answered so; the others by the site. */
    answer: (next: Instead) => {
      instead = next
    },
    /** The network is away: connections break. */
    goAway: () => {
      instead = (request) => {
        request.socket.destroy()
        return true
      }
      server.closeAllConnections()
    },
    comeBack: () => {
      instead = () => false
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
