import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../up/run.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * Runs one project of vitest.config.ts.
 * @param {string} project
 * @returns {Promise<Count>}
 */
export function countVitest(project) {
  return withReport(async (file) => {
    const args = [
      '--project',
      project,
      '--passWithNoTests=false',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ]
    const { status } = await run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...args], { show: true })
    const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readReport(file)
    return withRunnerFailure({ passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests }, status)
  })
}

/**
 * Runs the browser tests against the site at BASE_URL.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
export function countPlaywright(env) {
  return withReport(async (file) => {
    const args = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json']
    const { status } = await run(process.execPath, args, {
      show: true,
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
    })
    const { stats = {} } = readReport(file)
    // A test that passed only in a second attempt counts as failed: it has a race.
    const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats
    return withRunnerFailure({ passed: expected, failed: unexpected + flaky, skipped }, status)
  })
}

/**
 * Counts one failure when the runner failed but no test did: no report, no tests, or an error outside of tests.
 * @param {Count} count
 * @param {number} status
 * @returns {Count}
 */
function withRunnerFailure(count, status) {
  const runnerFailed = count.failed === 0 && (status !== 0 || count.passed === 0)
  return runnerFailed ? { ...count, failed: 1 } : count
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/**
 * @template T
 * @param {(file: string) => Promise<T>} work
 */
async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), 'carillon-report-'))
  try {
    return await work(join(folder, 'report.json'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
