import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { startChild, stopChild, untilReady } from './child.mjs'
import { freePort } from './ports.mjs'
import { findRedis } from './redis-binary.mjs'
import { endStaleProcess } from './stale-process.mjs'

/** @typedef {import('./postgres.mjs').Service} Service */

/**
 * Starts a Redis (or Valkey) on loopback, with its files in `folder`. With `appendOnly` the data survives a restart, without
 * it the data is lost with the process.
 * @param {{ folder: string, programs?: string, port?: number, password?: string, appendOnly: boolean, log?: (line: string) => void }} options
 * `programs`: where the server program is kept if it must be installed; `password`: by default a random one, '' for none
 * @returns {Promise<Service>}
 */
export async function startRedis({
  folder,
  programs = join(folder, 'programs'),
  port,
  password,
  appendOnly,
  log = () => undefined,
}) {
  mkdirSync(dirname(folder), { recursive: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { command, env } = findRedis({ folder: programs, log })
  const pidFile = join(folder, 'pid')
  const config = join(folder, 'redis.conf')
  await endStaleProcess(pidFile, { mark: config })
  const chosen = await freePort(port)
  const secret = password ?? secretIn(join(folder, 'password'))
  writeFileSync(config, configuration({ folder, port: chosen, secret, appendOnly, pidFile }), { mode: 0o600 })
  const logFile = join(folder, 'log')
  const child = startChild(command, [config], { output: logFile, env: { ...process.env, ...env } })
  const isUp = async () => ((await ping(chosen, secret)) ? true : null)
  await untilReady(isUp, { child, within: 30_000, what: `Redis (its log: ${logFile})` })
  return {
    url: `redis://${secret && `:${encodeURIComponent(secret)}@`}127.0.0.1:${chosen}`,
    port: chosen,
    pid: child.pid,
    child,
    stop: () => stopChild(child, { signal: appendOnly ? 'SIGTERM' : 'SIGKILL', grace: 10_000 }),
  }
}

/** @param {{ folder: string, port: number, secret: string, appendOnly: boolean, pidFile: string }} options */
function configuration({ folder, port, secret, appendOnly, pidFile }) {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${JSON.stringify(secret)}`,
    `dir ${JSON.stringify(folder)}`,
    `pidfile ${JSON.stringify(pidFile)}`,
    'daemonize no',
    // The next start recognises a leftover server by the config file in its command line.
    'proc-title-template "{title} {config-file}"',
    // Jobs must not be evicted. A full server refuses writes instead.
    'maxmemory-policy noeviction',
    // A timeline of 816 ids fits into one compact list node.
    'list-max-listpack-size -3',
    `appendonly ${appendOnly ? 'yes' : 'no'}`,
    'appendfsync everysec',
    // The append-only file is enough, so no periodic snapshots.
    'save ""',
    '',
  ].join('\n')
}

/** @param {string} file */
function secretIn(file) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/**
 * True once the server has read its files and answers.
 * @param {number} port
 * @param {string} secret
 * @returns {Promise<boolean>}
 */
function ping(port, secret) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    const done = (/** @type {boolean} */ answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(500, () => done(false))
    socket.on('error', () => done(false))
    socket.on('connect', () => socket.write(`${secret && `AUTH ${JSON.stringify(secret)}\r\n`}PING\r\n`))
    socket.on('data', (chunk) => {
      received += chunk
      if (received.includes('+PONG')) done(true)
      else if (received.includes('-')) done(false)
    })
  })
}
