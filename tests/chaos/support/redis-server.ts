import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { startRedis } from '../../../bin/services/redis.mjs'
import { PROGRAMS } from '../../support/programs'

type Server = Awaited<ReturnType<typeof startRedis>>

/** A Redis with an append-only file, as the site has it, that a test can kill, freeze and flush. */
export class RedisServer {
  private readonly folder: string
  private server: Server

  private constructor(folder: string, server: Server) {
    this.folder = folder
    this.server = server
  }

  static async start(folder: string): Promise<RedisServer> {
    return new RedisServer(folder, await startRedis({ folder, programs: PROGRAMS, appendOnly: true }))
  }

  get url(): string {
    return this.server.url
  }

  get port(): number {
    return this.server.port
  }

  /** It ends at once; its file stays. */
  async kill9(): Promise<void> {
    const { child } = this.server
    const gone = new Promise((resolve) => child.once('exit', resolve))
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await gone
  }

  /** Starts it at the same address, with the data of its file. */
  async start(): Promise<void> {
    const { port } = this.server
    this.server = await startRedis({ folder: this.folder, programs: PROGRAMS, port, appendOnly: true })
    if (this.server.port !== port) throw new Error(`port ${port} was taken in between`)
  }

  /** Connections stay, and commands get no answer. */
  freeze(): void {
    this.server.child.kill('SIGSTOP')
  }

  thaw(): void {
    this.server.child.kill('SIGCONT')
  }

  async flush(): Promise<void> {
    await this.ask((client) => client.flushall())
  }

  /** Keeps a copy of its file as it is now. */
  keepCopy(): void {
    rmSync(this.copy, { recursive: true, force: true })
    cpSync(this.file, this.copy, { recursive: true })
  }

  /** Kills it, and starts it from the copy: everything since then is lost. */
  async comeBackOlder(): Promise<void> {
    await this.kill9()
    rmSync(this.file, { recursive: true, force: true })
    cpSync(this.copy, this.file, { recursive: true })
    await this.start()
  }

  async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(this.url, { retryStrategy: () => null, maxRetriesPerRequest: 0, commandTimeout: 2000 })
    client.on('error', () => undefined)
    try {
      return await question(client)
    } finally {
      client.disconnect()
    }
  }

  async stop(): Promise<void> {
    this.thaw()
    await this.kill9()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private get file(): string {
    return join(this.folder, 'appendonlydir')
  }

  private get copy(): string {
    return join(this.folder, 'older')
  }
}
