import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../../bin/migrate.mjs'
import { startPostgres } from '../../../bin/services/postgres.mjs'
import { findRedis } from '../../../bin/services/redis-binary.mjs'
import { PROGRAMS } from '../../support/programs'

declare module 'vitest' {
  interface ProvidedContext {
    /** The seed of all random numbers of this run. */
    seed: number
  }
}

const NEEDED = ['dist/web.js', 'dist/stream.js', 'dist/jobs.js', '.next/BUILD_ID']

/** The programs under test are the built ones; one throwaway PostgreSQL serves all files that do not kill theirs. */
export default async function setup(project: TestProject) {
  const missing = NEEDED.filter((file) => !existsSync(file))
  if (missing.length > 0) throw new Error(`not built: ${missing.join(', ')}. Run npm run build first`)
  findRedis({ folder: PROGRAMS, log: console.error })
  const seed = Number(process.env.SEED) || Math.floor(Math.random() * 1e9)
  console.log(`chaos: SEED=${seed} runs this again`)
  project.provide('seed', seed)
  const postgres = await startPostgres({ folder: join(tmpdir(), `carillon-chaos-${process.pid}`), throwaway: true })
  await migrate(postgres.url)
  project.provide('templateUrl', postgres.url)
  return () => postgres.stop()
}
