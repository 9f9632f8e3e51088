import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'pg'
import { inject, onTestFinished } from 'vitest'
import { migrate } from '../../../bin/migrate.mjs'
import { freePort } from '../../../bin/services/ports.mjs'
import { createDatabase, dropDatabase } from '../../support/database'
import { dice } from './dice'
import { History } from './history'
import { addPeople, relatePeople } from './people'
import { PostgresServer } from './postgres-server'
import { Program } from './program'
import { type Server as RedisProcess, RedisServer } from './redis-server'
import { request } from './request'
import { Screen } from './screen'
import { startSentinels } from './sentinels'
import { Tap } from './tap'
import { Village, type Villager } from './village'

export type SiteOptions = {
  name: string
  people?: number
  /** A PostgreSQL of its own, which keeps its promises when it is killed. */
  ownPostgres?: boolean
  /** Its Redis has a replica, and Sentinels watch both. Its processes connect without taps. */
  sentinels?: boolean
  env?: Record<string, string>
}

/** A Redis with a replica and Sentinels. */
type Watched = { replica: RedisProcess; address: string; stop: () => Promise<void> }

/** A web or jobs process, whose connections to PostgreSQL and Redis go through taps. */
export type Tapped = { program: Program; toPostgres: Tap; toRedis: Tap; port: number }

type Foundation = {
  redis: RedisServer
  watched: Watched | null
  postgres: PostgresServer | null
  databaseUrl: string
  balancer: Tap
  webs: Tapped[]
}

/**
 * Starts a site for one test, and stops it when the test has ended. After a failure its logs stay. Concurrent tests pass their
 * own `onTestFinished`.
 */
export async function startSite(options: SiteOptions, whenFinished = onTestFinished): Promise<Site> {
  const site = await Site.prepare(options)
  whenFinished(async ({ task }) => {
    await site.close()
    if (task.result?.state !== 'fail') return rmSync(site.logs, { recursive: true, force: true })
    console.log(`chaos: the logs of ${options.name}: ${site.logs}`)
  })
  await site.open()
  return site
}

/** The whole site as it runs in production, on ports of its own, with people and their screens. */
export class Site {
  readonly name: string
  readonly history = new History()
  readonly screens: Screen[] = []
  readonly webs: Tapped[]
  readonly jobs: Tapped[] = []
  private readonly processes: Tapped[] = []
  readonly logs = mkdtempSync(join(tmpdir(), 'carillon-chaos-logs-'))
  readonly pool: Pool
  readonly redis: RedisServer
  readonly postgres: PostgresServer | null
  village = new Village([])
  closed = false
  private readonly options: SiteOptions
  private readonly databaseUrl: string
  private readonly balancer: Tap
  private readonly watched: Watched | null

  private constructor(options: SiteOptions, { redis, watched, postgres, databaseUrl, balancer, webs }: Foundation) {
    this.name = options.name
    this.options = options
    this.redis = redis
    this.watched = watched
    this.postgres = postgres
    this.databaseUrl = databaseUrl
    this.balancer = balancer
    this.webs = webs
    this.pool = new Pool({ connectionString: databaseUrl, max: 4 })
    this.pool.on('error', () => undefined)
  }

  static async prepare(options: SiteOptions): Promise<Site> {
    const folder = mkdtempSync(join(tmpdir(), 'carillon-chaos-'))
    const postgres = options.ownPostgres ? await PostgresServer.start(`${folder}-postgres`) : null
    if (postgres) await migrate(postgres.url)
    const databaseUrl = postgres?.url ?? (await createDatabase(inject('templateUrl')))
    const webs: Tapped[] = []
    let turn = 0
    // Each connection tries another process first, and then the others in turn.
    const balancer = await Tap.open(() => [...webs.slice(turn++ % webs.length), ...webs].map(({ port }) => port))
    const redis = await RedisServer.start(folder)
    const watched = options.sentinels ? { replica: await redis.addReplica(), ...(await startSentinels(redis)) } : null
    return new Site(options, { redis, watched, postgres, databaseUrl, balancer, webs })
  }

  /** Starts the processes, and adds the people. */
  async open(): Promise<void> {
    await Promise.all([this.addJobs(), this.addWeb()])
    const people = await addPeople(this.pool, this.address, this.options.people)
    this.village = await relatePeople(this.pool, people, dice(`${this.name} village`))
  }

  get address(): string {
    return `http://127.0.0.1:${this.balancer.port}`
  }

  get replicas(): RedisProcess[] {
    return this.watched ? [this.watched.replica] : []
  }

  /** The first web process. */
  get web(): Tapped {
    return first(this.webs)
  }

  /** The first jobs process. */
  get worker(): Tapped {
    return first(this.jobs)
  }

  async addWeb(): Promise<Tapped> {
    const port = await freePort()
    const tapped = await this.prepareProcess('web', port, { PORT: String(port), OPERATIONS_PORT: '0' })
    await tapped.program.start()
    this.webs.push(tapped)
    return tapped
  }

  async addJobs(): Promise<Tapped> {
    const port = await freePort()
    const tapped = await this.prepareProcess('jobs', port, { OPERATIONS_PORT: String(port) })
    this.jobs.push(tapped)
    await tapped.program.start()
    return tapped
  }

  /** These people open their feed, and keep it open. */
  async openScreens(readers: Villager[] = this.village.people): Promise<Screen[]> {
    const { address, history } = this
    const opened = readers.map((reader) => new Screen({ address, reader, history, roll: dice(reader.handle) }))
    this.screens.push(...opened)
    await Promise.all(opened.map((screen) => screen.open()))
    return opened
  }

  /** Processes that ended by themselves. */
  deaths(): string[] {
    return this.processes.flatMap(({ program }) => program.deaths)
  }

  /** What processes logged as errors. */
  errorLines(): string[] {
    return this.processes.flatMap(({ program }) => program.errorLines())
  }

  async close(): Promise<void> {
    this.closed = true
    for (const screen of this.screens) screen.close()
    await Promise.all(this.processes.map(({ program }) => program.stop()))
    for (const { toPostgres, toRedis } of this.processes) for (const tap of [toPostgres, toRedis]) tap.close()
    this.balancer.close()
    await this.pool.end()
    await this.watched?.stop()
    await this.redis.stop()
    if (this.postgres) await this.postgres.stop()
    else await dropDatabase(this.databaseUrl)
  }

  private async prepareProcess(entry: 'web' | 'jobs', port: number, own: Record<string, string>): Promise<Tapped> {
    const toPostgres = await Tap.open(() => [Number(new URL(this.databaseUrl).port)])
    const toRedis = await Tap.open(() => [this.redis.port])
    const env: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      LOG_LEVEL: 'info',
      DATABASE_URL: through(toPostgres, this.databaseUrl),
      REDIS_URL: this.watched?.address ?? through(toRedis, this.redis.url),
      QUEUE_REDIS_URL: '',
      SITE_URL: this.address,
      DATA_DIR: this.logs,
      AUTH_SECRET: 'a secret that only this village knows, long enough',
      ...own,
      ...this.options.env,
    }
    const health = `http://127.0.0.1:${port}${entry === 'web' ? '/api' : ''}/healthz`
    const output = join(this.logs, `${entry}-${port}`)
    const name = `${entry} of ${this.name}`
    const program = new Program({ name, entry, env, output, isReady: () => isOk(health) })
    const tapped = { toPostgres, toRedis, port, program }
    this.processes.push(tapped)
    return tapped
  }
}

function first(tapped: Tapped[]): Tapped {
  const [one] = tapped
  if (!one) throw new Error('there is no such process')
  return one
}

function through(tap: Tap, url: string): string {
  const changed = new URL(url)
  changed.port = String(tap.port)
  return changed.href
}

async function isOk(url: string): Promise<boolean> {
  return request(url).then(
    ({ status }) => status === 200,
    () => false,
  )
}
