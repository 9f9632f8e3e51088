import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** `before`: the command does not arrive. `after`: it takes effect, and its answer does not arrive. */
export type Moment = 'before' | 'after'

type Trap = { pattern: RegExp; moment: Moment; spring: () => void }

type Pair = { client: Socket; server: Socket; trapped: Trap | null }

/**
 * A proxy between two programs, with which a test can watch, stop and break their connections. Each connection tries the given
 * ports until one accepts, so it is also the load balancer in front of the web processes.
 */
export class Tap {
  private readonly pairs = new Set<Pair>()
  private readonly sockets = new Set<Socket>()
  private traps: Trap[] = []
  private held = false
  readonly port: number
  private readonly server: Server
  private readonly targets: () => number[]

  private constructor(server: Server, targets: () => number[]) {
    this.server = server
    this.targets = targets
    this.port = (server.address() as AddressInfo).port
  }

  static async open(targets: () => number[]): Promise<Tap> {
    const server = createServer({ noDelay: true })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const tap = new Tap(server, targets)
    server.on('connection', (client) => tap.join(client))
    return tap
  }

  /**
   * Acts once, at the next chunk from the client that matches, and breaks that connection. Commands of the same chunk are lost
   * or kept with it. Returns a function that says whether it has happened.
   */
  trap(pattern: RegExp, moment: Moment, act: () => void): () => boolean {
    let happened = false
    const spring = () => {
      happened = true
      act()
    }
    this.traps.push({ pattern, moment, spring })
    return () => happened
  }

  forgetTraps(): void {
    this.traps = []
  }

  /** Nothing passes, and connections stay open. */
  hold(): void {
    this.held = true
    for (const { client, server } of this.pairs) for (const socket of [client, server]) socket.pause()
  }

  release(): void {
    this.held = false
    for (const { client, server } of this.pairs) for (const socket of [client, server]) socket.resume()
  }

  /** Those who are connected now get no answer and no end, ever. New connections work. */
  silence(): void {
    for (const { client, server } of this.pairs) {
      client.pause()
      server.pause()
    }
    this.pairs.clear()
  }

  /** Breaks every connection that is open now. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  close(): void {
    this.server.close()
    this.cut()
  }

  private join(client: Socket): void {
    this.watch(client)
    client.pause()
    const tryNext = ([port, ...others]: number[]): void => {
      if (port === undefined || client.destroyed) return void client.destroy()
      const server = connect({ port, host: '127.0.0.1', noDelay: true })
      this.watch(server)
      const refused = () => tryNext(others)
      server.once('error', refused)
      server.once('connect', () => {
        server.off('error', refused)
        this.pipe({ client, server, trapped: null })
      })
    }
    tryNext(this.targets())
  }

  private watch(socket: Socket): void {
    this.sockets.add(socket)
    // Tests break connections on purpose.
    socket.on('error', () => undefined)
    socket.on('close', () => this.sockets.delete(socket))
  }

  private pipe(pair: Pair): void {
    const { client, server } = pair
    this.pairs.add(pair)
    const part = () => {
      this.pairs.delete(pair)
      client.destroy()
      server.destroy()
    }
    client.on('close', part)
    server.on('close', part)
    client.on('data', (chunk) => {
      if (this.spring(pair, chunk)) server.write(chunk)
    })
    server.on('data', (chunk) => {
      if (!pair.trapped) return void client.write(chunk)
      pair.trapped.spring()
      part()
    })
    if (!this.held) client.resume()
  }

  /** False when the chunk must not arrive. */
  private spring(pair: Pair, chunk: Buffer): boolean {
    if (this.traps.length === 0) return true
    const text = chunk.toString('latin1')
    const trap = this.traps.find(({ pattern }) => pattern.test(text))
    if (!trap) return true
    this.traps = this.traps.filter((other) => other !== trap)
    if (trap.moment === 'after') {
      pair.trapped = trap
      return true
    }
    trap.spring()
    pair.client.destroy()
    return false
  }
}
