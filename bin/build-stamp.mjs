import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Everything that ends up in the build, or decides how it is made. */
const SOURCES = [
  ...['app', 'components', 'lib', 'workers', 'prisma/schema.prisma', 'proxy.ts', 'instrumentation.ts'],
  ...[
    'next.config.js',
    'postcss.config.mjs',
    'tsconfig.json',
    'package-lock.json',
    'bin/build.mjs',
    'bin/build-workers.mjs',
  ],
]
const STAMP = 'dist/built-from'
const RESULTS = ['.next/BUILD_ID', 'dist/web.js', 'dist/stream.js', 'dist/jobs.js', STAMP]

/** True when the last build that was finished was made from exactly these sources. */
export function isBuilt() {
  return RESULTS.every((file) => existsSync(file)) && readFileSync(STAMP, 'utf8') === hashOfSources()
}

/** Called before a build: one that is cut short must not pass for finished. */
export function forgetBuild() {
  rmSync(STAMP, { force: true })
}

/** @param {string} hash the sources' when the build began */
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
