import { createServer, type RequestListener, type Server } from 'node:http'
import { metrics } from './metrics'

type Health = () => Promise<{ healthy: boolean; details: object }>

/**
 * Opens a process's operations port: loopback only, for the people who run the site. `/metrics`, `/healthz`, and what
 * `more` answers.
 */
export function openOperationsPort(port: number, health: Health, more?: RequestListener): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?')[0]
    if (path === '/metrics') {
      response.setHeader('content-type', metrics.registry.contentType)
      return void response.end(await metrics.registry.metrics())
    }
    if (path === '/healthz') {
      const { healthy, details } = await health()
      response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json' })
      return void response.end(JSON.stringify({ healthy, ...details }))
    }
    if (more) return more(request, response)
    response.writeHead(404).end()
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
