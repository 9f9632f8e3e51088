// The tests of tests/chaos with more rounds than in `npm test`: they kill, freeze and disconnect parts of the built site, and
// the checker judges the result. ROUNDS=20 runs more rounds, SEED=… repeats the random choices of an earlier run, and file
// names select tests: `npm run chaos -- tests/chaos/redis.test.ts`.

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
