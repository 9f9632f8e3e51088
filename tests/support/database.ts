import pg from 'pg'

let count = 0

/** Makes a copy of the template, or of another database, on the same server. Returns its address. */
export async function createDatabase(templateUrl: string, { template = nameOf(templateUrl) } = {}): Promise<string> {
  const name = `test_${process.pid}_${++count}`
  await administer(templateUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`)
  return renamed(templateUrl, name)
}

export async function dropDatabase(url: string): Promise<void> {
  await administer(url, `DROP DATABASE IF EXISTS "${nameOf(url)}" WITH (FORCE)`)
}

/** From the maintenance database: nobody may be connected to the one that is copied or dropped. */
async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: renamed(url, 'postgres') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1)
}

function renamed(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}
