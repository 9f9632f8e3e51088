import { type Running, startProduct } from './product'
import type { Environment } from './program'

/** Starts what `npm start` runs: web and jobs of the finished build. */
export async function startSite(
  env: Environment,
): Promise<{ web: Running; jobs: Running; stop: () => Promise<unknown> }> {
  const jobs = await startProduct('jobs', env)
  const web = await startProduct('web', env)
  return { web, jobs, stop: () => Promise.all([web.stop(), jobs.stop()]) }
}
