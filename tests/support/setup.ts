import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { createDatabase, dropDatabase } from './database'
import { listenForErrors, takeErrors } from './errors'
import { fileRedis, redisFolder } from './redis'

/**
 * Every test file has a database and a Redis of its own, and the configuration of a real process. All of it must be in
 * place before the file imports anything that reads the configuration.
 */
const database = await createDatabase(inject('templateUrl'))
const redis = await fileRedis()

Object.assign(process.env, {
  DATABASE_URL: database,
  REDIS_URL: redis.url,
  QUEUE_REDIS_URL: '',
  SITE_URL: 'http://localhost:3000',
  AUTH_SECRET: 'a secret that only the tests know, long enough',
  LOG_LEVEL: 'error',
})

listenForErrors()

beforeAll(async () => {
  const { openConnections } = await import('./connections')
  await openConnections()
})

afterEach(() => {
  const errors = takeErrors()
  if (errors.length > 0) throw new Error(`unexpected error output:\n${errors.join('\n')}`)
})

afterAll(async () => {
  const [{ closeQueues }, { redis: client }, { db }, { pool }] = await Promise.all([
    import('@/lib/mutation/queues'),
    import('@/lib/redis/client'),
    import('@/lib/postgres/prisma'),
    import('@/lib/postgres/pool'),
  ])
  await closeQueues()
  client.disconnect()
  await db.$disconnect()
  await pool.end()
  await redis.stop()
  rmSync(redisFolder, { recursive: true, force: true })
  await dropDatabase(database)
})
