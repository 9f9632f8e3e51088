import { spawnSync } from 'node:child_process'
import type { Environment } from './program'

export const ROUTE_HANDLERS = 'bench/route-handlers'

let built = false

/** Builds the small Next.js app of the baselines for production, once per run. Takes some seconds. */
export function buildRouteHandlers(env: Environment): void {
  if (built) return
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'build', ROUTE_HANDLERS],
    { env, encoding: 'utf8' },
  )
  built = status === 0
  if (!built) throw new Error(`the route handlers cannot be built:\n${stdout}${stderr}`)
}
