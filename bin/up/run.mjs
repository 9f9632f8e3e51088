import { spawn } from 'node:child_process'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Runs a program to its end and returns how it ended and what it printed.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show`: print it too, as it comes
 * @returns {Promise<{ status: number, output: string }>}
 */
export function run(command, args, { env, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk
      if (show) process.stdout.write(chunk)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => {
      output += error.message
    })
    child.on('close', (code) => {
      running.delete(child)
      resolve({ status: code ?? 1, output })
    })
  })
}

/** Ends what is being run, because everything ends. */
export function endRunning() {
  for (const child of running) child.kill('SIGTERM')
}

/**
 * The last lines of what a program printed: the reason of a failure is mostly there.
 * @param {string} output
 * @param {number} [lines]
 */
export function lastLines(output, lines = 15) {
  return output.trim().split('\n').slice(-lines).join('\n')
}
