import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** PostgreSQL's one-byte type "char", which the system tables use and the adapter does not know. */
const CHAR = 18
const TEXT = 25

const charColumns = new WeakMap<object, number[]>()

class SystemTablePool extends pg.Pool {
  // biome-ignore lint/suspicious/noExplicitAny: stands in for the many overloads of pg's own method, of which the adapter calls one
  override async query(...given: any[]): Promise<any> {
    const result = await (super.query as (...given: unknown[]) => Promise<pg.QueryArrayResult>)(...given)
    result.fields?.forEach((field, index) => {
      if (field.dataTypeID !== CHAR) return
      field.dataTypeID = TEXT
      charColumns.set(result.rows, [...(charColumns.get(result.rows) ?? []), index])
    })
    return result
  }
}

class SystemTableAdapter extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const ask = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await ask(query)
      for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character
      return result
    }
    return adapter
  }
}

/** What Prisma would change to make this database what schema.prisma says, as SQL. Only comments mean: nothing. */
export async function findDrift(url: string): Promise<string> {
  const pool = new SystemTablePool({ connectionString: url })
  const { SchemaEngine } = await loadEngine()
  const schema = { path: 'schema.prisma', content: readFileSync('prisma/schema.prisma', 'utf8') }
  const engine = await SchemaEngine.new(
    { datamodels: [[schema.path, schema.content]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(new SystemTableAdapter(pool)),
  )
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files: [schema], configDir: process.cwd() },
    to: { tag: 'schemaDatamodel', files: [schema] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  await pool.end()
  return stdout ?? ''
}

let engineModule: ReturnType<typeof instantiate> | undefined

/** One instance per process: the engine's glue code knows only one. */
function loadEngine() {
  engineModule ??= instantiate()
  return engineModule
}

/** The package is made for bundlers; Node must be shown its WebAssembly. */
async function instantiate() {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(readFileSync(glue.replace(/\.js$/, '.wasm')), {
    './schema_engine_bg.js': engine,
  })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start as () => void
  start()
  return engine
}
