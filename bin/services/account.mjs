import { spawnSync } from 'node:child_process'

/** @typedef {import('./child.mjs').Account} Account */

/**
 * PostgreSQL refuses to run as root: the account it runs as instead. Null when we are not root.
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
 * True when this account can get at a path: every folder above it lets it through.
 * @param {string} path
 * @param {Account | null} account
 */
export function isReachable(path, account) {
  if (!account) return true
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...account, cwd: '/' }).status === 0
}
