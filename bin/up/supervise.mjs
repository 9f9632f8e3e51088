import { hasEnded, startChild, stopChild } from '../services/child.mjs'

/** Milliseconds after which a process counts as started. */
const STARTED_AFTER = 10_000
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
 * Keeps a process running: when it dies it is restarted, with a growing delay. When it dies before it has ever started
 * properly, it would die again, so `failed` resolves and it is not restarted.
 * @param {Task} task
 */
export function supervise({ name, args, env, output, log, onStart }) {
  /** @type {import('node:child_process').ChildProcess} */
  let child
  /** @type {NodeJS.Timeout | undefined} */
  let pause
  let stopping = false
  let healthy = false
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
      if (!healthy && lived < STARTED_AFTER) return fail(`${name} ended at once (${how})`)
      deaths = lived < 60_000 ? deaths + 1 : 1
      const wait = Math.min(250 * 2 ** (deaths - 1), SLOWEST_RESTART)
      log(`${name} ended (${how}); starting it again in ${wait / 1000} s`)
      pause = setTimeout(start, wait)
    })
  }
  start()

  return {
    failed,
    /** Call it when the process is seen to work. From then on it is always restarted. */
    markHealthy: () => {
      healthy = true
    },
    /**
     * Ends it, so that it is started again.
     * @param {string} why
     * @param {number} grace milliseconds
     */
    restart: async (why, grace) => {
      log(`${name} is ${why}; ending it`)
      await stopChild(child, { signal: 'SIGTERM', grace })
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
