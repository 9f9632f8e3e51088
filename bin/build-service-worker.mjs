import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { build } from 'esbuild'

const STATIC = '.next/static'
/** `app/sw.js/route.ts` serves it. */
const RESULT = 'dist/service-worker.js'

/** Bundles the service worker, with the list of the files of this build. Call it after the build of Next.js. */
export async function buildServiceWorker() {
  const paths = filesOfEveryPage()
  const name = createHash('sha256').update(paths.join('\n')).digest('hex').slice(0, 16)
  await build({
    entryPoints: ['components/service-worker/service-worker.ts'],
    outfile: RESULT,
    bundle: true,
    minify: true,
    target: 'es2022',
    format: 'iife',
    logLevel: 'warning',
    define: { CARILLON_FILES: JSON.stringify({ build: name, paths }) },
  })
}

/** Scripts, styles and fonts. Their names change with their content. Browsers with service workers need no polyfills. */
function filesOfEveryPage() {
  const { polyfillFiles } = JSON.parse(readFileSync('.next/build-manifest.json', 'utf8'))
  return readdirSync(STATIC, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?:chunks|media)[\\/].*\.(?:js|css|woff2)$/.test(file))
    .map((file) => `static/${file.replaceAll('\\', '/')}`)
    .filter((file) => !polyfillFiles.includes(file))
    .sort()
    .map((file) => `/_next/${file}`)
}
