import { spawnSync } from 'node:child_process'
import type { Environment } from '@/bench/process/program'

export const ROUTE_HANDLER = 'bench/stream/route-handler'

let built = false

/** Builds the small app for production, once a run; takes some seconds. */
export function buildRouteHandler(env: Environment): void {
  if (built) return
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'build', ROUTE_HANDLER],
    { env, encoding: 'utf8' },
  )
  built = status === 0
  if (!built) throw new Error(`the route handler cannot be built:\n${stdout}${stderr}`)
}
