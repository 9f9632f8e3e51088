import { spawnSync } from 'node:child_process'

/** @typedef {import('./child.mjs').Account} Account */

/**
 * The account to run PostgreSQL as, because it refuses to run as root. Null when this process is not root.
 * @returns {Account | null}
 */
export function serviceAccount() {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim() || -1),
    )
    if (uid !== undefined && gid !== undefined && uid > 0 && gid > 0) return { uid, gid }
  }
  throw new Error(
    'PostgreSQL cannot run as root: add a user named postgres (useradd --system postgres), or start without root',
  )
}

/**
 * True when this account can reach a path: it may enter all folders above it.
 * @param {string} path
 * @param {Account | null} account
 */
export function isReachable(path, account) {
  if (!account) return true
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...account, cwd: '/' }).status === 0
}
