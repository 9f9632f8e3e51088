import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'

/** Milliseconds for which the last answers are waited for. */
const LAST_ANSWERS = 5_000
const LOOK_EVERY = 20

export type GracefulClose = {
  /** Accepts no new connections. Open ones may each bring one more request, whose answer closes them. */
  stopListening: () => void
  /**
   * Waits until idle connections have been open for `idleMs` since then and all requests are answered; closes all connections.
   */
  finish: (idleMs: number) => Promise<void>
}

/**
 * Call it before the server listens. Node's own `close` ends idle connections at once: a proxy that sends a request on one of
 * them at that moment has to answer 502. And its `closeIdleConnections` is not enough: a browser opens connections in advance;
 * one that has not carried a request yet does not count as idle, and would keep the process running until it is killed.
 */
export function gracefulClose(server: Server): GracefulClose {
  const open = new Set<Socket>()
  const unanswered = new Set<ServerResponse>()
  let stoppedAt: number | null = null
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  // Before the listener that answers.
  server.prependListener('request', (_request, response) => {
    unanswered.add(response)
    response.once('close', () => unanswered.delete(response))
    if (stoppedAt !== null) response.shouldKeepAlive = false
  })
  return {
    stopListening() {
      stoppedAt = performance.now()
      for (const response of unanswered) if (!response.headersSent) response.shouldKeepAlive = false
      NetServer.prototype.close.call(server)
    },
    async finish(idleMs) {
      await until(() => performance.now() - (stoppedAt ?? 0) >= idleMs || open.size === 0, idleMs)
      await until(() => unanswered.size === 0, LAST_ANSWERS)
      server.closeAllConnections()
    },
  }
}

async function until(isTrue: () => boolean, within: number): Promise<void> {
  for (const deadline = performance.now() + within; !isTrue() && performance.now() < deadline; ) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
}
