import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ mark: string, signal?: NodeJS.Signals, grace?: number }} Ending `mark`: a part of its command line */

/**
 * Ends what an earlier start left behind: the process named in the first line of a pid file, if it is still there and its
 * command line shows that it is the one we mean. Numbers of processes are used again.
 * @param {string} pidFile
 * @param {Ending} ending
 */
export async function endForerunner(pidFile, ending) {
  if (!existsSync(pidFile)) return
  await endProcess(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), ending)
}

/**
 * Asks a process to end and waits; kills it after `grace` milliseconds.
 * @param {number} pid
 * @param {Ending} ending
 */
export async function endProcess(pid, { mark, signal = 'SIGTERM', grace = 10_000 }) {
  if (!commandOf(pid).includes(mark)) return
  send(pid, signal)
  for (const deadline = Date.now() + grace; commandOf(pid).includes(mark); ) {
    if (Date.now() > deadline) send(pid, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** @param {number} pid */
function commandOf(pid) {
  if (!Number.isInteger(pid) || pid <= 1) return ''
  const file = `/proc/${pid}/cmdline`
  if (existsSync(file)) return readFileSync(file, 'utf8').replaceAll('\0', ' ')
  return existsSync('/proc/self')
    ? ''
    : (spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '')
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
function send(pid, name) {
  try {
    process.kill(pid, name)
  } catch {
    // It ended in between, or is not ours to end; the next look tells.
  }
}
