import { existsSync, readFileSync } from 'node:fs'
import { lastLines, run } from './run.mjs'
import { Refusal } from './steps.mjs'

const OLDEST_NODE = [20, 19]

/** Refuses a Node.js that is too old, before something fails with an unclear error. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [needed = 0, least = 0] = OLDEST_NODE
  if (major > needed || (major === needed && minor >= least)) return
  throw new Refusal(
    `Carillon needs Node.js ${OLDEST_NODE.join('.')} or later, and this is ${process.versions.node}: see https://nodejs.org`,
  )
}

/**
 * Installs the packages of package-lock.json, unless they are installed already. Returns what was done.
 * @returns {Promise<string>}
 */
export async function installDependencies() {
  if (areInstalled()) return 'up to date'
  // The npm that started this process, else the one on PATH. Always with development packages, which the build needs.
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm']
  const [command = 'npm', ...args] = [...npm, 'ci', '--include=dev', '--no-audit', '--no-fund']
  const { status, output } = await run(command, args)
  if (status !== 0) throw new Refusal(`npm ci failed: ${reasonOf(output)}`)
  return output.match(/added \d+ packages/)?.[0] ?? 'installed'
}

/** npm writes this file as the last step of an installation, so after an interrupted one it is missing. */
function areInstalled() {
  const installed = packagesIn('node_modules/.package-lock.json')
  const wanted = packagesIn('package-lock.json')
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || installed[path]?.version === version,
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> | null}
 */
function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null
}

/** @param {string} output */
function reasonOf(output) {
  const errors = output.split('\n').filter((line) => /npm (error|ERR!)/.test(line) && !/complete log|errno/.test(line))
  return errors.slice(0, 3).join(' / ') || lastLines(output, 1) || 'no reason given'
}
