import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isReachable, serviceAccount } from './account.mjs'
import { startChild, stopChild, untilReady } from './child.mjs'
import { freePort } from './ports.mjs'
import { findPostgres } from './postgres-binaries.mjs'
import { endStaleProcess } from './stale-process.mjs'

/** @typedef {import('./child.mjs').Account} Account */
/** @typedef {{ url: string, port: number, pid: number, child: import('node:child_process').ChildProcess, stop: () => Promise<void> }} Service */

/** @typedef {{ user: string, password: string, database: string }} Login */
/** @typedef {{ programs: string, home: string, data: string, account: Account | null }} Server */

const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC']
/** For databases of tests, which may lose their data in a power failure. */
const THROWAWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']
/** Both sort by code point, the same on every machine. The first also converts the case of all alphabets. */
const LOCALES = ['C.UTF-8', 'C']

/**
 * Starts a PostgreSQL on loopback, with its data in `folder`, which is created at the first start. It needs a password, so
 * that other users of the machine cannot sign in. A `throwaway` server is fast, loses its data in a power failure, and
 * deletes it when it stops.
 * @param {{ folder: string, port?: number, login?: Login, throwaway?: boolean, log?: (line: string) => void }} options
 * `login`: who may sign in, and to which database; by default a user with a random password
 * @returns {Promise<Service>}
 */
export async function startPostgres({ folder, port, login, throwaway = false, log = () => undefined }) {
  const account = serviceAccount()
  const home = makeHome(folder, { account, throwaway, log })
  const data = join(home, 'data')
  const programs = findPostgres({ major: majorOfData(data), account, copyTo: join(home, 'programs') })
  const server = { programs, home, data, account }
  await endStaleProcess(join(data, 'postmaster.pid'), { mark: data, signal: 'SIGINT' })
  if (!existsSync(data)) createData(server)
  const { user, password, database } = provideLogin(server, login)

  const chosen = await freePort(port)
  const settings = [...SETTINGS, `port=${chosen}`, ...(throwaway ? THROWAWAY : [])]
  const output = join(home, 'log')
  const child = startChild(join(programs, 'postgres'), ['-D', data, ...settings.flatMap((pair) => ['-c', pair])], {
    output,
    endWith: 'INT',
    account,
    cwd: '/',
    env: plainEnvironment(),
  })
  const isUp = async () => (statusOf(data, child.pid) === 'ready' ? true : null)
  await untilReady(isUp, { child, within: 60_000, what: `PostgreSQL (its log: ${output})` })
  return {
    url: `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${chosen}/${encodeURIComponent(database)}`,
    port: chosen,
    pid: child.pid,
    child,
    async stop() {
      await stopChild(child, { signal: 'SIGINT', grace: 20_000 })
      if (throwaway) rmSync(home, { recursive: true, force: true })
    },
  }
}

/**
 * @param {string} folder
 * @param {{ account: Account | null, throwaway: boolean, log: (line: string) => void }} options
 */
function makeHome(folder, { account, throwaway, log }) {
  // The account must be able to enter the folders above. `folder` itself is private.
  mkdirSync(dirname(folder), { recursive: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!account) return folder
  chownSync(folder, account.uid, account.gid)
  if (isReachable(folder, account)) return folder
  const elsewhere = placeElsewhere(folder, throwaway ? '/tmp' : '/var/lib')
  chownSync(elsewhere, account.uid, account.gid)
  log(`PostgreSQL may not run as root, and its account cannot reach ${folder}: its data is in ${elsewhere}`)
  return elsewhere
}

/**
 * The folder under `parent` that holds the data of `folder`. Its path is stored in `folder`, so when that is deleted and
 * created again, it gets a new one.
 * @param {string} folder
 * @param {string} parent
 */
function placeElsewhere(folder, parent) {
  const note = join(folder, 'elsewhere')
  if (!existsSync(note)) writeFileSync(note, mkdtempSync(join(parent, 'carillon-')))
  const place = readFileSync(note, 'utf8')
  mkdirSync(place, { recursive: true, mode: 0o700 })
  return place
}

/** @param {string} data */
function majorOfData(data) {
  const file = join(data, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : null
}

/** @param {Server} server */
function createData({ programs, data, account }) {
  const fresh = `${data}.new`
  // Left behind by a start that was interrupted here.
  rmSync(fresh, { recursive: true, force: true })
  const args = ['-D', fresh, '-U', 'postgres', '-E', 'UTF8', '--auth-host=scram-sha-256', '--auth-local=peer']
  const made = LOCALES.some(
    (locale) => run(join(programs, 'initdb'), [...args, `--locale=${locale}`], { account }).status === 0,
  )
  if (!made) {
    const { stdout, stderr } = run(join(programs, 'initdb'), args, { account })
    throw new Error(`PostgreSQL cannot make its data in ${fresh}: ${`${stdout}${stderr}`.trim().split('\n').at(-1)}`)
  }
  renameSync(fresh, data)
}

/**
 * Creates the user and the database. The server does this in single-user mode, so that no running server is needed.
 * @param {Server} server
 * @param {Login} [wanted]
 * @returns {Login}
 */
function provideLogin({ programs, home, data, account }, wanted) {
  const file = join(home, 'login')
  const saved = existsSync(file) ? readFileSync(file, 'utf8') : null
  if (saved && !wanted) return JSON.parse(saved)
  const login = wanted ?? { user: 'carillon', password: randomBytes(24).toString('base64url'), database: 'carillon' }
  if (saved === JSON.stringify(login)) return login
  const name = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`
  // Statements that fail because user or database exist do not stop the following ones.
  const input = [
    `CREATE ROLE ${name(login.user)}`,
    `ALTER ROLE ${name(login.user)} SUPERUSER LOGIN PASSWORD '${login.password.replaceAll("'", "''")}'`,
    `CREATE DATABASE ${name(login.database)} OWNER ${name(login.user)}`,
  ]
  run(join(programs, 'postgres'), ['--single', '-D', data, 'postgres'], { account, input: `${input.join('\n')}\n` })
  writeFileSync(file, JSON.stringify(login), { mode: 0o600 })
  return login
}

/**
 * The server's state, which it writes into the eighth line of its lock file.
 * @param {string} data
 * @param {number} pid
 */
function statusOf(data, pid) {
  const file = join(data, 'postmaster.pid')
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return Number(lines[0]) === pid ? lines[7]?.trim() : undefined
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ account: Account | null, input?: string }} options
 */
function run(command, args, { account, input }) {
  return spawnSync(command, args, { ...account, cwd: '/', env: plainEnvironment(), input, encoding: 'utf8' })
}

/** Without the PG* variables of the caller's environment, which would change the server's settings. */
function plainEnvironment() {
  return { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV, LC_ALL: 'C' }
}
