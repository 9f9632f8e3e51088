import pg from 'pg'
import { env } from '@/lib/process/env'
import { log } from '@/lib/process/log'
import { once } from '@/lib/process/once'
import { watchDatabase } from './watch-database'

/** One pool per process, which Prisma and our own statements share. */
export const pool = once('pool', () => {
  const made = new pg.Pool({
    connectionString: env.DATABASE_URL,
    max: env.DATABASE_POOL,
    // Without a limit a request would wait for a server that is away until the operating system gives up.
    connectionTimeoutMillis: 1500,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    // PostgreSQL cancels what is slow. Its client stops waiting a second later, for when PostgreSQL does not answer at all.
    statement_timeout: 30_000,
    query_timeout: 31_000,
    // A process that is paused in the middle of a transaction must not keep its row locks.
    idle_in_transaction_session_timeout: 5_000,
    application_name: 'carillon',
  })
  // When the server goes away, idle connections emit errors. Without a listener they would end the process.
  made.on('error', (error) => log.warn({ error: error.message }, 'idle database connection lost'))
  watchDatabase(made, env.DATABASE_URL)
  return made
})
