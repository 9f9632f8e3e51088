import { rmSync } from 'node:fs'
import { hasEnded } from '../../../bin/services/child.mjs'
import { startPostgres } from '../../../bin/services/postgres.mjs'
import { until } from './waiting'

type Server = Awaited<ReturnType<typeof startPostgres>>

/** A PostgreSQL that writes through to the disk, and can be killed. */
export class PostgresServer {
  private readonly folder: string
  private server: Server

  private constructor(folder: string, server: Server) {
    this.folder = folder
    this.server = server
  }

  static async start(folder: string): Promise<PostgresServer> {
    return new PostgresServer(folder, await startPostgres({ folder }))
  }

  get url(): string {
    return this.server.url
  }

  /** The whole server ends at once. At the next start it recovers what was committed from its log. */
  async kill9(): Promise<void> {
    this.server.child.kill('SIGKILL')
    await until('PostgreSQL has ended', 10_000, () => hasEnded(this.server.child))
  }

  /** An orderly shutdown: connections are ended, and what is committed is written. */
  async shutDown(): Promise<void> {
    await this.server.stop()
  }

  async stop(): Promise<void> {
    await this.shutDown()
    rmSync(this.folder, { recursive: true, force: true })
  }

  async start(): Promise<void> {
    const { port } = this.server
    this.server = await startPostgres({ folder: this.folder, port })
    if (this.server.port !== port) throw new Error(`port ${port} was taken in between`)
  }
}
