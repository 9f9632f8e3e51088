import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { metrics } from './metrics'

/** The process is also unhealthy when this throws. */
type Health = () => Promise<{ healthy: boolean; details: object }>

/**
 * Opens the operations port of a process, on loopback only: `/metrics`, `/healthz`, and the paths that `more` answers.
 */
export function openOperationsPort(port: number, health: Health, more?: RequestListener): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    if (path === '/metrics') void answerMetrics(response)
    else if (path === '/healthz') void answerHealth(health, response)
    else if (more) more(request, response)
    else response.writeHead(404).end()
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

async function answerMetrics(response: ServerResponse): Promise<void> {
  const text = await metrics.registry.metrics().catch(() => null)
  response.writeHead(text === null ? 503 : 200, { 'content-type': metrics.registry.contentType }).end(text ?? '')
}

async function answerHealth(health: Health, response: ServerResponse): Promise<void> {
  const { healthy, details } = await health().catch((error: unknown) => ({
    healthy: false,
    details: { error: String(error) },
  }))
  response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ healthy, ...details }))
}
