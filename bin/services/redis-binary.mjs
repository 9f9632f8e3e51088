import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @typedef {{ command: string, env: Record<string, string> }} Program */

const NAMES = ['redis-server', 'valkey-server']
const ADVICE =
  'Redis is missing and could not be installed: install redis-server or valkey-server (version 7 or later), or set REDIS_URL'

/**
 * The server program: one found on the machine, else one installed now with the machine's package manager.
 * @param {{ folder: string, log: (line: string) => void }} options `folder`: where a private copy is kept
 * @returns {Program}
 */
export function findRedis({ folder, log }) {
  const found = findInstalled() ?? findUnpacked(folder)
  if (found) return found
  log('Redis is not on this machine: installing it')
  const ways = [installAsRoot, unpackFromDebian, installFromHomebrew]
  for (const way of ways) {
    way(folder)
    const installed = findInstalled() ?? findUnpacked(folder)
    if (installed) return installed
  }
  throw new Error(ADVICE)
}

/** @returns {Program | null} */
function findInstalled() {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ].filter(Boolean)
  const command = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
  return command ? { command, env: {} } : null
}

/**
 * @param {string} folder
 * @returns {Program | null}
 */
function findUnpacked(folder) {
  const command = NAMES.map((name) => join(folder, 'usr/bin', name)).find((path) => existsSync(path))
  if (!command) return null
  const libraries = readdirSync(join(folder, 'usr/lib')).map((name) => join(folder, 'usr/lib', name))
  return { command, env: { LD_LIBRARY_PATH: libraries.join(':') } }
}

/** @param {string} folder */
function installAsRoot(folder) {
  if (process.getuid?.() !== 0) return
  if (spawnSync('apt-get', ['--version']).status !== 0) return
  apt(['update'])
  // The package redis-tools contains the server program under another name. Unlike redis-server, it starts no system service.
  apt(['install', '-y', '--no-install-recommends', 'redis-tools'])
  const bin = join(folder, 'usr/bin')
  if (!existsSync('/usr/bin/redis-check-rdb') || findInstalled()) return
  mkdirSync(bin, { recursive: true })
  mkdirSync(join(folder, 'usr/lib'), { recursive: true })
  symlinkSync('/usr/bin/redis-check-rdb', join(bin, 'redis-server'))
}

/**
 * Without root: downloads the missing packages and unpacks them into `folder`.
 * @param {string} folder
 */
function unpackFromDebian(folder) {
  if (process.getuid?.() === 0 || spawnSync('apt-get', ['--version']).status !== 0) return
  const debs = join(folder, 'packages')
  for (const part of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(debs, part), { recursive: true })
  const own = ['-o', `Dir::State::Lists=${debs}/lists`, '-o', `Dir::Cache=${debs}/cache`, '-o', 'Debug::NoLocking=1']
  apt([...own, 'update'])
  const plan = apt([...own, 'install', '--simulate', '--no-install-recommends', 'redis-tools'])
  const names = [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '')
  if (names.length === 0) return
  apt([...own, 'download', ...names], debs)
  for (const file of readdirSync(debs).filter((name) => name.endsWith('.deb'))) {
    spawnSync('dpkg', ['-x', join(debs, file), folder])
  }
  rmSync(debs, { recursive: true, force: true })
  const bin = join(folder, 'usr/bin')
  if (existsSync(join(bin, 'redis-check-rdb')) && !existsSync(join(bin, 'redis-server')))
    symlinkSync('redis-check-rdb', join(bin, 'redis-server'))
}

function installFromHomebrew() {
  spawnSync('brew', ['install', 'redis'], { stdio: 'ignore', timeout: 180_000 })
}

/**
 * @param {string[]} args
 * @param {string} [cwd]
 */
function apt(args, cwd) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  return spawnSync('apt-get', ['-q', ...args], { cwd, env, encoding: 'utf8', timeout: 180_000 }).stdout ?? ''
}
