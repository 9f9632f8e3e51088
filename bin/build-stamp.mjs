import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** All files and folders that the build depends on. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'workers',
  'prisma/schema.prisma',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
  'bin/build.mjs',
  'bin/build-service-worker.mjs',
  'bin/build-workers.mjs',
]
const STAMP = 'dist/built-from'
const RESULTS = ['.next/BUILD_ID', 'dist/web.js', 'dist/stream.js', 'dist/jobs.js', 'dist/service-worker.js', STAMP]

/** True when the last finished build was made from exactly the present sources. */
export function isBuilt() {
  return RESULTS.every((file) => existsSync(file)) && readFileSync(STAMP, 'utf8') === hashOfSources()
}

/** Call it before a build, so that an interrupted one does not count as finished. */
export function forgetBuild() {
  rmSync(STAMP, { force: true })
}

/** @param {string} hash of the sources when the build began */
export function rememberBuild(hash) {
  writeFileSync(STAMP, hash)
}

export function hashOfSources() {
  const hash = createHash('sha256')
  for (const file of SOURCES.filter((path) => existsSync(path)).flatMap(filesIn))
    hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)))
}
