import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { startRedis } from '../../../bin/services/redis.mjs'
import { PROGRAMS } from '../../support/programs'
import { until } from './waiting'

export type Server = Awaited<ReturnType<typeof startRedis>>

/** A Redis with an append-only file, as the site has it, that a test can kill, freeze and flush. */
export class RedisServer {
  private readonly folder: string
  private server: Server
  /** What took part in a failover and is not the master. */
  private others: Server[] = []

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

  /** Another server that has the same data and follows this one. */
  async addReplica(): Promise<Server> {
    const replica = await startRedis({
      folder: `${this.folder}-replica-${this.others.length}`,
      programs: PROGRAMS,
      password: this.password,
      appendOnly: true,
    })
    this.others.push(replica)
    for (const server of [this.server, replica]) {
      await ask(server.url, (client) => client.config('SET', 'masterauth', this.password))
    }
    await follow(replica, this.server)
    return replica
  }

  /** The replica becomes the master, at an address of its own; the old master stays, and follows it. */
  async failOver(replica: Server): Promise<void> {
    await ask(replica.url, (client) => client.replicaof('NO', 'ONE'))
    await ask(this.server.url, (client) => client.replicaof('127.0.0.1', replica.port))
    this.adopt(replica)
  }

  /** Somebody else has made this one the master. */
  adopt(replica: Server): void {
    this.others = [...this.others.filter((other) => other !== replica), this.server]
    this.server = replica
  }

  get password(): string {
    return decodeURIComponent(new URL(this.server.url).password)
  }

  async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    return ask(this.url, question)
  }

  async stop(): Promise<void> {
    this.thaw()
    await this.kill9()
    for (const { child } of this.others) {
      child.kill('SIGCONT')
      child.kill('SIGKILL')
    }
    rmSync(this.folder, { recursive: true, force: true })
  }

  private get file(): string {
    return join(this.folder, 'appendonlydir')
  }

  private get copy(): string {
    return join(this.folder, 'older')
  }
}

async function ask<T>(url: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0, commandTimeout: 2000 })
  client.on('error', () => undefined)
  try {
    return await question(client)
  } finally {
    client.disconnect()
  }
}

async function follow(replica: Server, { port }: Server): Promise<void> {
  await ask(replica.url, (client) => client.replicaof('127.0.0.1', port))
  await until('the replica has the data', 10_000, () =>
    ask(replica.url, async (client) => /master_link_status:up/.test(await client.info('replication'))),
  )
}
