import { isBuilt } from '../build-stamp.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal } from './steps.mjs'

/**
 * Builds the site for production, unless the last build was made from the present sources.
 * @param {NodeJS.ProcessEnv} env
 */
export async function buildIfChanged(env) {
  if (isBuilt()) return 'up to date'
  const { status, output } = await run(process.execPath, ['bin/build.mjs'], { env })
  if (status !== 0) throw new Refusal(`The build failed (npm run build shows all of it):\n${lastLines(output)}`)
  return 'built'
}
