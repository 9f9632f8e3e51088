import { pool } from '@/lib/postgres/pool'
import { env } from '@/lib/process/env'

/**
 * Opens all database connections that this process may have. On a busy machine a new one can take longer than a request waits
 * for it, and the request would be refused.
 */
export async function openConnections(): Promise<void> {
  const deadline = Date.now() + 30_000
  while (!(await openAll())) if (Date.now() > deadline) throw new Error('PostgreSQL gives no connections')
}

async function openAll(): Promise<boolean> {
  const opened = await Promise.allSettled(Array.from({ length: env.DATABASE_POOL }, () => pool.connect()))
  for (const one of opened) if (one.status === 'fulfilled') one.value.release()
  return opened.every(({ status }) => status === 'fulfilled')
}
