import { createServer, type RequestListener, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { SECURITY_LINES, setSecurityHeaders } from '@/lib/http/security-headers'

/** Milliseconds. A request of which headers or body have not arrived by then is ended. */
const ARRIVE_WITHIN = 10_000
const LOOK_EVERY = 1_000
/** Milliseconds. Longer than load balancers keep an idle connection: else we may close one on which a request is arriving. */
const KEEP_IDLE = 75_000

/** The HTTP server of a process that browsers reach. */
export function createSiteServer(listener: RequestListener): Server {
  const options = {
    headersTimeout: ARRIVE_WITHIN,
    requestTimeout: ARRIVE_WITHIN,
    connectionsCheckingInterval: LOOK_EVERY,
  }
  const server = createServer({ ...options, keepAliveTimeout: KEEP_IDLE }, (request, response) => {
    setSecurityHeaders(response)
    listener(request, response)
  })
  server.on('clientError', answerUnreadable)
  return server
}

/** What is not HTTP, has headers that are too large, or arrives too slowly. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  socket.end(`HTTP/1.1 ${STATUS[error.code ?? ''] ?? '400 Bad Request'}\r\n${SECURITY_LINES}connection: close\r\n\r\n`)
}

const STATUS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}
