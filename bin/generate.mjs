// Writes the Prisma client into generated/. Prisma would download a schema engine, although none is needed here. Given the
// path of a program that fails, it continues without one.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'carillon-'))
const engine = join(folder, 'no-engine')
writeFileSync(engine, '#!/bin/sh\nexit 1\n')
chmodSync(engine, 0o755)
const result = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--no-hints'], {
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: engine,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
  encoding: 'utf8',
})
rmSync(folder, { recursive: true })
if (result.status !== 0) {
  console.error(result.stdout, result.stderr)
  process.exit(1)
}
