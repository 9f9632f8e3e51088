import type { Server, ServerResponse } from 'node:http'

/** Milliseconds for which the last answers are waited for, after the streams have ended. */
const LAST_ANSWERS = 5_000
const LOOK_EVERY = 20

/**
 * Call it before the server listens, and the returned function after the server has stopped listening: it waits until all
 * requests are answered and then closes all connections.
 *
 * Node's `closeIdleConnections` is not enough. A browser opens connections in advance; one that has not carried a request
 * yet does not count as idle, and would keep the process running until it is killed.
 */
export function gracefulClose(server: Server): () => Promise<void> {
  const unanswered = new Set<ServerResponse>()
  server.on('request', (_request, response) => {
    unanswered.add(response)
    response.once('close', () => unanswered.delete(response))
  })
  return async () => {
    for (const deadline = performance.now() + LAST_ANSWERS; unanswered.size > 0 && performance.now() < deadline; ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    }
    server.closeAllConnections()
  }
}
