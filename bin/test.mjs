// All checks. Works from a fresh clone: installs and builds what it needs, runs all steps even when one fails, and ends with
// `N passed, N failed`. `npm test -- --only checks|unit|integration|chaos|browser` runs one of them.

import { fileURLToPath } from 'node:url'
import { countPlaywright, countVitest } from './test/count.mjs'
import { startTestSite } from './test/site.mjs'
import { buildIfChanged } from './up/build.mjs'
import { installDependencies, requireNode } from './up/dependencies.mjs'
import { listenForSignals, stopEverything } from './up/lifecycle.mjs'
import { lastLines, run } from './up/run.mjs'
import { Refusal, step } from './up/steps.mjs'

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
 * A check that passes or fails as a whole and counts as one.
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
 * A test runner, whose tests are counted one by one.
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
  // First, because Next.js writes the types of its routes while it builds.
  const built = await canBuild()
  if (wants('checks')) {
    await check('format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'])
    await check('types', ['node_modules/typescript/bin/tsc'])
    await check('nothing unused', ['node_modules/knip/bin/knip.js'])
  }
  for (const project of ['unit', 'integration', ...(built ? ['chaos'] : [])]) {
    if (wants(project)) await suite(project, () => countVitest(project))
  }
  if (built && wants('browser')) {
    await suite('browser', async () => {
      const site = await startTestSite()
      return countPlaywright({ ...process.env, ...site })
    })
  }
}

/** When the build fails, the chaos and browser tests are skipped; the others run. */
async function canBuild() {
  try {
    await step('build', () => buildIfChanged({ ...process.env, NODE_ENV: 'production' }))
    return true
  } catch (error) {
    add({ passed: 0, failed: 1, skipped: 0 })
    console.error(error instanceof Refusal ? error.message : error)
    return false
  }
}

test()
  .catch((error) => {
    total.failed++
    console.error(error instanceof Refusal ? error.message : error)
  })
  .then(stopEverything)
  .then(() => {
    if (total.skipped > 0) console.log(`\n${total.skipped} skipped`)
    console.log(`\n${total.passed} passed, ${total.failed} failed`)
    process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0)
  })
