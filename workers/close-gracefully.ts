import type { Server, ServerResponse } from 'node:http'

/** Milliseconds that the last answers may take; they have had the time of the drain before. */
const LAST_ANSWERS = 5_000
const LOOK = 20

/**
 * Counts the requests of a server that are being answered, so that one that has stopped listening ends without cutting one
 * off: `close` resolves when all are answered and all connections gone. Waiting for Node's own idle connections is not
 * enough: one that a browser opened ahead of need has carried no request yet, does not count as idle, and would hold the
 * process until it is killed.
 */
export function tallyRequests(server: Server) {
  const open = new Set<ServerResponse>()
  server.on('request', (_request, response) => {
    open.add(response)
    response.once('close', () => open.delete(response))
  })
  return {
    async close(): Promise<void> {
      for (const deadline = Date.now() + LAST_ANSWERS; open.size > 0 && Date.now() < deadline; ) {
        await new Promise((resolve) => setTimeout(resolve, LOOK))
      }
      server.closeAllConnections()
    },
  }
}
