import { connect, createServer, type Socket } from 'node:net'

export type Proxy = Awaited<ReturnType<typeof startProxy>>

/**
 * Puts a proxy between this process and the service whose address an environment variable holds, so that a test can
 * disconnect them. Call it from `vi.hoisted`: the variable must be changed before anything reads it.
 */
export async function startProxy(variable: string) {
  const real = new URL(process.env[variable] ?? '')
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(real.port), real.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.pipe(upstream).pipe(client)
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  process.env[variable] = Object.assign(new URL(real), { hostname: '127.0.0.1', port: String(port) }).href
  // It must not keep the test's process alive.
  server.unref()

  return {
    /** Connections break, and new ones are refused. */
    disconnect(): void {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
    /** The service can be reached again, at the same address. */
    reconnect: () => (server.listening ? Promise.resolve() : listen(port)),
  }
}
