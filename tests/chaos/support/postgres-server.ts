import { spawnSync } from 'node:child_process'
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

  /** All its processes stop. Connections stay, also new ones, and nothing is answered. */
  freeze(): void {
    this.signal('SIGSTOP')
  }

  thaw(): void {
    this.signal('SIGCONT')
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.server
    const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    const pids = [pid, ...stdout.split('\n').map(Number).filter(Boolean)]
    for (const one of pids) process.kill(one, signal)
  }

  /** An orderly shutdown: connections are ended, and what is committed is written. */
  async shutDown(): Promise<void> {
    await this.server.stop()
  }

  async stop(): Promise<void> {
    this.thaw()
    await this.shutDown()
    rmSync(this.folder, { recursive: true, force: true })
  }

  async start(): Promise<void> {
    const { port } = this.server
    this.server = await startPostgres({ folder: this.folder, port })
    if (this.server.port !== port) throw new Error(`port ${port} was taken in between`)
  }
}
