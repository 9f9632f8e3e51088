import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {{ uid: number, gid: number }} Account */

/** @type {boolean | undefined} */
let endsWithParent

/**
 * On Linux a child can be ended together with its parent, even when the parent was killed. Elsewhere the next start ends
 * leftover processes.
 */
function canEndWithParent() {
  endsWithParent ??= spawnSync('setpriv', ['--help'], { encoding: 'utf8' }).stdout?.includes('--pdeathsig') ?? false
  return endsWithParent
}

/**
 * Starts a program that ends together with this process. It has its own process group, so that Ctrl-C reaches only this
 * process, which decides the order in which programs stop.
 * @param {string} command
 * @param {string[]} args
 * @param {Options} options
 * @returns {ChildProcess & { pid: number }}
 *
 * @typedef {object} Options
 * @property {string | 'inherit'} output a file to append to, or the output of this process
 * @property {'INT' | 'TERM'} [endWith] the signal it gets when this process has died
 * @property {boolean} [ipc] for Node programs: a channel whose end means the same where no such signal is sent
 * @property {Account | null} [account]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 */
export function startChild(command, args, { output, endWith = 'TERM', ipc = false, account, env, cwd }) {
  const file = output === 'inherit' ? null : openSync(output, 'a', 0o600)
  const sink = file ?? /** @type {const} */ ('inherit')
  const [program, given] = canEndWithParent()
    ? ['setpriv', ['--pdeathsig', endWith, '--', command, ...args]]
    : [command, args]
  const stdio = ipc ? ['ignore', sink, sink, 'ipc'] : ['ignore', sink, sink]
  const child = spawn(program, given, {
    stdio: /** @type {import('node:child_process').StdioOptions} */ (stdio),
    detached: true,
    env,
    cwd,
    ...account,
  })
  if (file !== null) closeSync(file)
  child.on('error', () => undefined)
  if (child.pid === undefined) throw new Error(`${command} cannot be started`)
  return /** @type {ChildProcess & { pid: number }} */ (child)
}

/** @param {ChildProcess} child */
export function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null
}

/**
 * Sends a child this signal, and SIGKILL when it has not ended after `grace` milliseconds.
 * @param {ChildProcess} child
 * @param {{ signal: NodeJS.Signals, grace: number }} options
 * @returns {Promise<void>}
 */
export async function stopChild(child, { signal, grace }) {
  if (hasEnded(child)) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), grace)
  await ended
  clearTimeout(timer)
}

/**
 * Repeats `ask` until it returns an answer. Throws after `within` milliseconds, or when the child has ended.
 * @template T
 * @param {() => Promise<T | null>} ask
 * @param {{ child: ChildProcess, within: number, what: string }} options
 * @returns {Promise<T>}
 */
export async function untilReady(ask, { child, within, what }) {
  for (const deadline = Date.now() + within; Date.now() < deadline; ) {
    if (hasEnded(child)) throw new Error(`${what} ended at once`)
    const answer = await ask()
    if (answer !== null) return answer
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`${what} did not answer within ${within / 1000} s`)
}
