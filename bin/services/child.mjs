import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {{ uid: number, gid: number }} Account */

/** @type {boolean | undefined} */
let leash

/** Linux can end a child with its parent, even one that was killed; elsewhere the next start cleans up by pid. */
function hasLeash() {
  leash ??= spawnSync('setpriv', ['--help'], { encoding: 'utf8' }).stdout?.includes('--pdeathsig') ?? false
  return leash
}

/**
 * Starts a program that ends when we end. It is in a process group of its own: Ctrl-C reaches only us, and we decide the
 * order in which things stop.
 * @param {string} command
 * @param {string[]} args
 * @param {Options} options
 * @returns {ChildProcess & { pid: number }}
 *
 * @typedef {object} Options
 * @property {string | 'inherit'} output a file that is added to, or our own output
 * @property {'INT' | 'TERM'} [endWith] what it is told when we have died
 * @property {boolean} [ipc] for Node programs: a channel whose end tells them the same where there is no leash
 * @property {Account | null} [account]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 */
export function startChild(command, args, { output, endWith = 'TERM', ipc = false, account, env, cwd }) {
  const file = output === 'inherit' ? null : openSync(output, 'a', 0o600)
  const sink = file ?? /** @type {const} */ ('inherit')
  const [program, given] = hasLeash() ? ['setpriv', ['--pdeathsig', endWith, '--', command, ...args]] : [command, args]
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
 * Asks a child to end, and ends it when it does not within `grace` milliseconds.
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
 * Asks again and again until there is an answer, or throws after `within` milliseconds, or when the child has ended.
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
