// Builds what production runs: the Next.js app into .next/ and the process entries into dist/.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { buildServiceWorker } from './build-service-worker.mjs'
import { forgetBuild, hashOfSources, rememberBuild } from './build-stamp.mjs'
import { buildWorkers } from './build-workers.mjs'

// The build checks the configuration but connects to nothing, so the example values are enough.
if (!existsSync('.env')) process.loadEnvFile('.env.example')

/** @param {string[]} args */
function run(args) {
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  if (status !== 0) process.exit(status ?? 1)
}

const sources = hashOfSources()
forgetBuild()
run(['bin/generate.mjs'])
run(['node_modules/next/dist/bin/next', 'build'])
await buildWorkers()
await buildServiceWorker()
rememberBuild(sources)
