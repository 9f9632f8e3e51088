// `npm start`: runs web and jobs of the finished build, in the given environment.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isEnding, listenForSignals, stopEverything } from './up/lifecycle.mjs'
import { startSite } from './up/site.mjs'
import { exitWithError, Refusal } from './up/steps.mjs'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

async function start() {
  if (!existsSync('dist/web.js') || !existsSync('.next/BUILD_ID'))
    throw new Refusal('There is no build yet: npm run build')
  if (existsSync('.env')) process.loadEnvFile('.env')
  listenForSignals((line) => console.log(line))
  await startSite({
    env: { PORT: '3000', OPERATIONS_PORT: '9400', ...process.env, NODE_ENV: 'production' },
    args: { web: ['dist/web.js'], jobs: ['dist/jobs.js'] },
    logs: null,
    log: (line) => console.error(line),
  })
}

start().catch(async (error) => {
  if (isEnding()) return
  await stopEverything()
  exitWithError(error)
})
