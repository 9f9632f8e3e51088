import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { FOLDER } from '@/bench/world/folder'

/** Bundles the benchmark's programs in the same way as bin/build-workers.mjs the product, so that they are comparable. */
export async function buildPrograms(): Promise<void> {
  const files = readdirSync('bench', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.program.ts'),
  )
  await build({
    entryPoints: Object.fromEntries(files.map((file) => [basename(file, '.program.ts'), join('bench', file)])),
    outdir: join(FOLDER, 'programs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    splitting: true,
    packages: 'external',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    // The generated Prisma client calls `require`, which ES modules do not have.
    banner: { js: "import { createRequire as own } from 'node:module'; const require = own(import.meta.url);" },
  })
}
