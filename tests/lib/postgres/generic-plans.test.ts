import { expect, it } from 'vitest'
import '@/lib/comments/list-comments'
import '@/lib/graph/list-people'
import '@/lib/notifications/existing-notifications'
import '@/lib/places/search-places'
import '@/lib/posts/list-likes'
import '@/lib/posts/list-posts'
import '@/lib/posts/list-revisions'
import { pool } from '@/lib/postgres/pool'
import { statements } from '@/lib/postgres/statement'

/** The conditions with which the plan made without values reads its indexes. */
async function indexConditions(name: string): Promise<string> {
  const { text = '' } = statements.get(name) ?? {}
  const parameters = Math.max(...[...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)))
  const client = await pool.connect()
  try {
    await client.query('BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off')
    await client.query(`PREPARE "${name}" AS ${text}`)
    const nulls = Array(parameters).fill('NULL').join(', ')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN EXECUTE "${name}" (${nulls})`)
    const lines = rows.map((row) => row['QUERY PLAN'])
    return lines.filter((line) => line.includes('Index Cond:')).join('\n')
  } finally {
    await client.query('ROLLBACK')
    await client.query(`DEALLOCATE "${name}"`).catch(() => undefined)
    client.release()
  }
}

it.each(['places', 'comments', 'revisions', 'posts-of-author', 'posts-at-place', 'followers', 'following', 'likers'])(
  'a later page of %s begins at its cursor in the index',
  async (name) => {
    expect(await indexConditions(name)).toContain('COALESCE(')
  },
)

it('a search for places reads the names that begin with the query, and those with its words, from indexes', async () => {
  const conditions = await indexConditions('places-by-name')
  expect(conditions).toMatch(/"nameKey" ~>=~ \$2.*"nameKey" ~<~/)
  expect(conditions).toContain('@@ $3')
})

it('the notifications that an account has caused, and those of its posts, are read from where a chunk begins', async () => {
  expect(await indexConditions('existing-by-account')).toMatch(/"actorId" = \$1.*ROW\("recipientId", id\) > ROW\(\$2, /)
  const ofPosts = await indexConditions('existing-of-posts-by-account')
  expect(ofPosts).toMatch(/"authorId" = \$1.*id >= \$2/)
  expect(ofPosts).toMatch(/"postId" = .*ROW\(.*"recipientId", .*id\) > ROW\(CASE/)
})
