import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ mark: string, signal?: NodeJS.Signals, grace?: number }} Ending `mark`: a part of the process's command line */

/**
 * Ends a process that an earlier start left behind: the one whose pid is in the first line of `pidFile`. Its command line
 * must contain `mark`, because another process may have got the same pid meanwhile.
 * @param {string} pidFile
 * @param {Ending} ending
 */
export async function endStaleProcess(pidFile, ending) {
  if (!existsSync(pidFile)) return
  await endProcess(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), ending)
}

/**
 * Sends a process the signal and waits until it has ended. Kills it after `grace` milliseconds.
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
    // It has ended meanwhile, or belongs to another user. The caller looks again.
  }
}
