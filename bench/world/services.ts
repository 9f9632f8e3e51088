import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { Environment } from '@/bench/process/program'
import { migrate } from '@/bin/migrate.mjs'
import { freePort } from '@/bin/services/ports.mjs'
import { type Service, startPostgres } from '@/bin/services/postgres.mjs'
import { startRedis } from '@/bin/services/redis.mjs'
import { FOLDER } from './folder'

const DATABASE = 'bench'

/** PostgreSQL and Redis of the run, and the environment of all its processes. */
export type World = {
  postgres: Service
  redis: Service
  sql: pg.Client
  keys: Redis
  env: Environment & { AUTH_SECRET: string }
  versions: { postgresql: string; redis: string }
}

export type Services = { empty: () => Promise<World>; stop: () => Promise<void> }

/**
 * Starts PostgreSQL, which writes through to the disk as in production and allows 200 connections, and Redis without
 * append-only file.
 */
export async function startServices(): Promise<Services> {
  mkdirSync(FOLDER, { recursive: true })
  const postgres = await startPostgres({ folder: resolve(FOLDER, 'postgres') })
  const redis = await startRedis({ folder: resolve(FOLDER, 'redis'), password: '', appendOnly: false })
  let last: World | undefined
  return {
    async empty() {
      await disconnect(last)
      last = await makeWorld(postgres, redis)
      return last
    },
    async stop() {
      await disconnect(last)
      await Promise.all([postgres.stop(), redis.stop()])
    },
  }
}

/** Each benchmark begins with an empty database and an empty Redis, so that none depends on earlier ones. */
async function makeWorld(postgres: Service, redis: Service): Promise<World> {
  const admin = await connect(postgres.url)
  await admin.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`)
  await admin.query(`CREATE DATABASE ${DATABASE}`)
  await admin.end()
  const url = new URL(postgres.url)
  url.pathname = `/${DATABASE}`
  await migrate(url.href)
  const sql = await connect(url.href)
  const keys = new Redis(redis.url)
  await keys.flushall()
  const [version] = (await sql.query('SHOW server_version')).rows
  const redisVersion = /redis_version:(\S+)/.exec(await keys.info('server'))?.[1] ?? 'unknown'
  return {
    postgres,
    redis,
    sql,
    keys,
    env: {
      ...(process.env.PATH ? { PATH: process.env.PATH } : {}),
      NODE_ENV: 'production',
      DATABASE_URL: url.href,
      REDIS_URL: redis.url,
      // An empty value counts as missing, and has priority over an .env file.
      QUEUE_REDIS_URL: '',
      SITE_URL: `http://127.0.0.1:${await freePort()}`,
      AUTH_SECRET: 'a secret that only the benchmark knows, long enough',
      LOG_LEVEL: 'warn',
      OPERATIONS_PORT: '0',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    versions: { postgresql: String(version?.server_version), redis: redisVersion },
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  // When the run is interrupted, the server stops before this client.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

async function disconnect(world: World | undefined): Promise<void> {
  world?.keys.disconnect()
  await world?.sql.end()
}
