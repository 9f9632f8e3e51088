// The site for development: Next.js reloads pages, and web and jobs restart when their code changes.
import { fileURLToPath } from 'node:url'
import { requireNode } from './up/dependencies.mjs'
import { isEnding, listenForSignals, stopAtEnd, stopEverything } from './up/lifecycle.mjs'
import { prepare, siteUrl } from './up/prepare.mjs'
import { lastLines, run } from './up/run.mjs'
import { readSettings } from './up/settings.mjs'
import { claimSingleInstance } from './up/single-instance.mjs'
import { startSite } from './up/site.mjs'
import { exitWithError, Refusal, step } from './up/steps.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

async function dev() {
  requireNode()
  const settings = readSettings()
  const { other, self } = await claimSingleInstance(settings.dataDir, siteUrl(settings))
  if (other) throw new Refusal(`Carillon is running already, at ${other.address}: stop it first (kill ${other.pid})`)
  stopAtEnd({ stop: () => self.release() })
  listenForSignals((line) => console.log(line))

  const { env, logins } = await prepare(settings)
  await step('database client', async () => {
    const { status, output } = await run(process.execPath, ['bin/generate.mjs'])
    if (status !== 0) throw new Refusal(`The database client could not be written:\n${lastLines(output)}`)
    return undefined
  })
  const watch = (/** @type {string} */ entry) => [
    'node_modules/tsx/dist/cli.mjs',
    'watch',
    '--clear-screen=false',
    entry,
  ]
  await startSite({
    env: { ...env, NODE_ENV: 'development' },
    args: { web: watch('workers/web.ts'), jobs: watch('workers/jobs.ts') },
    logs: null,
    log: (line) => console.log(line),
  })
  console.log(`\n  ${env.SITE_URL}\n  ${logins.join('\n  ')}\n`)
}

dev().catch(async (error) => {
  if (isEnding()) return
  await stopEverything()
  exitWithError(error)
})
