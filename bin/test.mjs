// All checks, from a fresh clone on: sets up what it needs, runs each step whatever became of the one before, and ends with
// `N passed, N failed`. `npm test -- --only checks|unit|integration|chaos|browser` runs one of them.

import { fileURLToPath } from 'node:url'
import { countPlaywright, countVitest } from './test/count.mjs'
import { startTestSite } from './test/site.mjs'
import { buildIfChanged } from './up/build.mjs'
import { installDependencies, requireNode } from './up/dependencies.mjs'
import { listenForSignals, stopEverything } from './up/lifecycle.mjs'
import { lastLines, run } from './up/run.mjs'
import { giveUp, step } from './up/steps.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

/** @typedef {import('./test/count.mjs').Count} Count */

const chosen = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined
const wants = (/** @type {string} */ name) => chosen === undefined || chosen === name

/** @type {Count} */
const total = { passed: 0, failed: 0, skipped: 0 }

/** @param {Count} count */
function add({ passed, failed, skipped }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

/**
 * A check that passes or fails as a whole.
 * @param {string} name
 * @param {string[]} args for Node
 */
async function check(name, args) {
  await step(name, async (note) => {
    const { status, output } = await run(process.execPath, args)
    add({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 })
    if (status !== 0) note(lastLines(output, 60))
    return status === 0 ? 'passed' : 'FAILED'
  })
}

/**
 * A runner that counts its tests itself.
 * @param {string} name
 * @param {() => Promise<Count>} count
 */
async function suite(name, count) {
  console.log(`\n  ${name}`)
  await step(name, async () => {
    const counted = await count()
    add(counted)
    return `${counted.passed} passed, ${counted.failed} failed`
  })
}

async function test() {
  requireNode()
  listenForSignals((line) => console.log(line))
  await step('dependencies', () => installDependencies())
  await check('client', ['bin/generate.mjs'])
  await step('build', () => buildIfChanged({ ...process.env, NODE_ENV: 'production' }))
  if (wants('checks')) {
    await check('format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'])
    await check('types', ['node_modules/typescript/bin/tsc'])
    await check('nothing unused', ['node_modules/knip/bin/knip.js'])
  }
  for (const project of ['unit', 'integration', 'chaos'])
    if (wants(project)) await suite(project, () => countVitest(project))
  if (wants('browser')) {
    await suite('browser', async () => {
      const site = await startTestSite()
      return countPlaywright({ ...process.env, ...site })
    })
  }
  await stopEverything()
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)
}

test().catch(async (error) => {
  await stopEverything()
  console.log(`\n${total.passed} passed, ${total.failed + 1} failed`)
  giveUp(error)
})
