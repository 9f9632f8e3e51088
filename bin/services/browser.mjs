import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * What headless Chromium needs in a container without a network: no sandbox (it does not work as root), no background requests.
 */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

/**
 * The path of a Chromium: that of CHROMIUM_PATH, else one found on the machine, else one installed now (as root, from
 * Debian's packages), else the one of the npm package.
 * @param {(line: string) => void} [log]
 * @returns {Promise<string>}
 */
export async function findBrowser(log = () => undefined) {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  const found = findInstalled()
  if (found) return found
  if (process.getuid?.() === 0) {
    log('Chromium is not on this machine: installing it')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['-q', 'update'], { env })
    spawnSync('apt-get', ['-q', 'install', '-y', '--no-install-recommends', 'chromium'], { env, timeout: 300_000 })
    const installed = findInstalled()
    if (installed) return installed
  }
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

/** @returns {string | undefined} */
function findInstalled() {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter)]
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}
