import { build } from 'esbuild'

/** Bundles workers/{web,stream,jobs}.ts into dist/, without the packages of node_modules. */
export async function buildWorkers() {
  await build({
    entryPoints: ['workers/web.ts', 'workers/stream.ts', 'workers/jobs.ts'],
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    splitting: true,
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    // The generated Prisma client calls `require`, which ES modules do not have.
    banner: {
      js: "import { createRequire as carillonRequire } from 'node:module'; const require = carillonRequire(import.meta.url);",
    },
  })
}
