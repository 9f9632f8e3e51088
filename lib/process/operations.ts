import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { env, operationsAreLoopback } from './env'
import { metrics } from './metrics'
import { refusalOf } from './operations-access'

/** The process is also unhealthy when this throws. */
type Health = () => Promise<{ healthy: boolean; details: object }>

/**
 * Opens the operations port of a process: `/metrics`, `/healthz`, and the paths that `more` answers. Elsewhere than on loopback
 * all but the status of `/healthz` asks for OPERATIONS_TOKEN.
 */
export function openOperationsPort(port: number, health: Health, more?: RequestListener): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    const refusal = refusalOf(request, { loopback: operationsAreLoopback, token: env.OPERATIONS_TOKEN })
    // A probe has no token.
    if (refusal && !(refusal === 401 && path === '/healthz')) return refuse(response, refusal)
    if (path === '/metrics') void answerMetrics(response)
    else if (path === '/healthz') void answerHealth(health, response, refusal === null)
    else if (more) more(request, response)
    else response.writeHead(404).end()
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, env.OPERATIONS_HOST, () => resolve(server))
  })
}

async function answerMetrics(response: ServerResponse): Promise<void> {
  const text = await metrics.registry.metrics().catch(() => null)
  response.writeHead(text === null ? 503 : 200, { 'content-type': metrics.registry.contentType }).end(text ?? '')
}

function refuse(response: ServerResponse, status: 401 | 403): void {
  response.writeHead(status, status === 401 ? { 'www-authenticate': 'Basic realm="Carillon operations"' } : {}).end()
}

async function answerHealth(health: Health, response: ServerResponse, withDetails: boolean): Promise<void> {
  const { healthy, details } = await health().catch((error: unknown) => ({
    healthy: false,
    details: { error: String(error) },
  }))
  response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json' })
  response.end(JSON.stringify(withDetails ? { healthy, ...details } : { healthy }))
}
