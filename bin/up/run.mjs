import { spawn } from 'node:child_process'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Runs a program to its end. Returns its exit status and output.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show`: also print the output while it runs
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

/** Ends the programs that are running now. */
export function endRunning() {
  for (const child of running) child.kill('SIGTERM')
}

/**
 * The last lines of a program's output, which mostly contain the reason of a failure.
 * @param {string} output
 * @param {number} [lines]
 */
export function lastLines(output, lines = 15) {
  return output.trim().split('\n').slice(-lines).join('\n')
}
