import pg from 'pg'

/** Makes a post older than it is, in the database of the site under test: nobody can write in the past. */
export async function backdate({ id }: { id: string }, createdAt: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  await client.query('UPDATE "Post" SET "createdAt" = $2 WHERE id = $1', [id, createdAt])
  await client.end()
}
