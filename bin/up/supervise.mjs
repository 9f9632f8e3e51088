import { hasEnded, startChild, stopChild } from '../services/child.mjs'

/** Milliseconds: a process that has lived this long had a good start. */
const GOOD_START = 10_000
const SLOWEST_RESTART = 15_000

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {string[]} args for Node
 * @property {NodeJS.ProcessEnv} env
 * @property {string | 'inherit'} output
 * @property {(line: string) => void} log
 * @property {(pid: number) => void} [onStart]
 */

/**
 * Keeps a process running: one that dies is started again, later each time. One that dies before it has ever had a good
 * start would die again; then `failed` resolves and nothing more is tried.
 * @param {Task} task
 */
export function supervise({ name, args, env, output, log, onStart }) {
  /** @type {import('node:child_process').ChildProcess} */
  let child
  /** @type {NodeJS.Timeout | undefined} */
  let pause
  let stopping = false
  let good = false
  let deaths = 0
  /** @type {(why: string) => void} */
  let fail = () => undefined
  /** @type {Promise<string>} */
  const failed = new Promise((resolve) => {
    fail = resolve
  })

  const start = () => {
    const began = Date.now()
    const started = startChild(process.execPath, args, { output, ipc: true, env })
    child = started
    onStart?.(started.pid)
    started.once('exit', (code, signal) => {
      if (stopping) return
      const lived = Date.now() - began
      const how = signal ?? `code ${code}`
      if (!good && lived < GOOD_START) return fail(`${name} ended at once (${how})`)
      deaths = lived < 60_000 ? deaths + 1 : 1
      const wait = Math.min(250 * 2 ** (deaths - 1), SLOWEST_RESTART)
      log(`${name} ended (${how}); starting it again in ${wait / 1000} s`)
      pause = setTimeout(start, wait)
    })
  }
  start()

  return {
    failed,
    /** Says that it has been seen working: from now on it is started again whatever happens. */
    vouch: () => {
      good = true
    },
    /** @param {number} grace milliseconds */
    stop: async (grace) => {
      stopping = true
      clearTimeout(pause)
      await stopChild(child, { signal: 'SIGTERM', grace })
    },
    kill: () => {
      stopping = true
      if (!hasEnded(child)) child.kill('SIGKILL')
    },
  }
}
