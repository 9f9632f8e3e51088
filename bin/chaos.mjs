// The process tests with more rounds than `npm test` has time for: kills, freezes and outages of the built site, judged by
// the checker. ROUNDS=20 for more of them, SEED=… to run the dice of an earlier run again, and file names to choose:
// `npm run chaos -- tests/chaos/redis.test.ts`.

import { fileURLToPath } from 'node:url'
import { buildIfChanged } from './up/build.mjs'
import { installDependencies, requireNode } from './up/dependencies.mjs'
import { listenForSignals, stopEverything } from './up/lifecycle.mjs'
import { run } from './up/run.mjs'
import { Refusal, step } from './up/steps.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'chaos']

async function chaos() {
  requireNode()
  listenForSignals((line) => console.log(line))
  await step('dependencies', () => installDependencies())
  await step('build', () => buildIfChanged({ ...process.env, NODE_ENV: 'production' }))
  const env = { ROUNDS: '5', CHAOS_LONG: '1', ...process.env }
  const { status } = await run(process.execPath, [...VITEST, ...process.argv.slice(2)], { show: true, env })
  return status
}

chaos()
  .catch((error) => {
    console.error(error instanceof Refusal ? error.message : error)
    return 1
  })
  .then(async (status) => {
    await stopEverything()
    process.exit(status)
  })
