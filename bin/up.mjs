// `npm run up`: runs everything on one machine, from a fresh clone. Files imported here may only use Node's own modules,
// because dependencies are installed later.

import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfChanged } from './up/build.mjs'
import { requireNode } from './up/dependencies.mjs'
import { isEnding, listenForSignals, stopAtEnd, stopEverything } from './up/lifecycle.mjs'
import { prepare, siteUrl } from './up/prepare.mjs'
import { readSettings } from './up/settings.mjs'
import { claimSingleInstance } from './up/single-instance.mjs'
import { startSite } from './up/site.mjs'
import { exitWithError, step } from './up/steps.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

async function up() {
  requireNode()
  const settings = readSettings()
  const { other, self } = await claimSingleInstance(settings.dataDir, siteUrl(settings))
  if (other) {
    console.log(
      `Carillon is running already, at ${other.address} (process ${other.pid}; Ctrl-C there, or kill ${other.pid}, stops it)`,
    )
    return process.exit(0)
  }
  stopAtEnd({ stop: () => self.release() })
  listenForSignals((line) => console.log(line))

  console.log('\nCarillon\n')
  const { env, logins } = await prepare(settings)
  await step('build', () => buildIfChanged(env))
  /** @type {Record<string, { pid: number, mark: string }>} */
  const children = {}
  const logs = join(settings.dataDir, 'logs')
  await step('web and jobs', async () => {
    await startSite({
      env: { ...env, NODE_ENV: 'production' },
      args: { web: ['dist/web.js'], jobs: ['dist/jobs.js'] },
      logs,
      log: (line) => console.log(line),
      onStart(name, pid) {
        children[name] = { pid, mark: `dist/${name}.js` }
        self.noteChildren(Object.values(children))
      },
    })
    return 'ready'
  })
  console.log(`
  Open       ${env.SITE_URL}
  Sign in    ${logins.join('\n             ') || 'with an account of your own'}
  Queues     http://127.0.0.1:${env.OPERATIONS_PORT}/queues
  Logs       ${relative('.', logs)}
  Stop       Ctrl-C
`)
}

up().catch(async (error) => {
  // A step that was interrupted by a signal needs no error message.
  if (isEnding()) return
  await stopEverything()
  exitWithError(error)
})
