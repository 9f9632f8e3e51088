import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../bin/migrate.mjs'
import { startPostgres } from '../../bin/services/postgres.mjs'
import { findRedis } from '../../bin/services/redis-binary.mjs'
import { PROGRAMS } from './programs'

declare module 'vitest' {
  interface ProvidedContext {
    /** A database that has every migration and nothing else; each test file gets a copy. */
    templateUrl: string
  }
}

/** One throwaway PostgreSQL for the whole run. */
export default async function setup(project: TestProject) {
  // Every test file starts a Redis: installing one, if it must be, happens once and here.
  findRedis({ folder: PROGRAMS, log: console.error })
  const postgres = await startPostgres({ folder: join(tmpdir(), `carillon-tests-${process.pid}`), throwaway: true })
  await migrate(postgres.url)
  project.provide('templateUrl', postgres.url)
  return () => postgres.stop()
}
