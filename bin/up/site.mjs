import { existsSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { stopAtEnd } from './lifecycle.mjs'
import { untilAnswers } from './ready.mjs'
import { lastLines } from './run.mjs'
import { supervise } from './supervise.mjs'
import { watchHealth } from './watch-health.mjs'

/** Milliseconds. Web needs up to 25 s to end its streams. */
const GRACE = 28_000
const LARGE_LOG = 20 * 1024 * 1024

/**
 * Starts web and jobs, keeps them running, and resolves when they answer.
 * @param {{
 *   env: NodeJS.ProcessEnv,
 *   args: { web: string[], jobs: string[] },
 *   logs: string | null,
 *   log: (line: string) => void,
 *   onStart?: (name: string, pid: number) => void,
 * }} options `logs`: a folder for their output, or null for the output of this process
 */
export async function startSite({ env, args, logs, log, onStart }) {
  const names = /** @type {const} */ (['jobs', 'web'])
  const tasks = names.map((name) => {
    const output = logs ? freshLog(join(logs, `${name}.log`)) : 'inherit'
    const task = supervise({ name, args: args[name], env, output, log, onStart: (pid) => onStart?.(name, pid) })
    return { ...task, name, output, stop: () => task.stop(GRACE) }
  })
  stopAtEnd(...tasks)
  const health = {
    jobs: `http://127.0.0.1:${env.OPERATIONS_PORT}/healthz`,
    web: `http://127.0.0.1:${env.PORT}/api/healthz`,
  }
  const failed = Promise.race(tasks.map((task) => task.failed.then((why) => `${why}\n${tail(task.output)}`.trim())))
  const within = 120_000
  await Promise.all([
    untilAnswers(health.jobs, { within, failed }),
    untilAnswers(`http://127.0.0.1:${env.PORT}/api/readyz`, { within, failed }),
  ])
  for (const task of tasks) {
    task.markHealthy()
    stopAtEnd(watchHealth({ url: health[task.name], restart: (why) => task.restart(why, GRACE) }))
  }
}

/** @param {string} file */
function freshLog(file) {
  if (existsSync(file) && statSync(file).size > LARGE_LOG) renameSync(file, `${file}.old`)
  return file
}

/** @param {string} output */
function tail(output) {
  return output === 'inherit' ? '' : lastLines(readFileSync(output, 'utf8'), 8)
}
