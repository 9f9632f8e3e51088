import pg from 'pg'
import { clock } from '@/bench/measure/clock'
import { answer } from '@/bench/process/answer'
import { authorId, textOf } from '@/bench/world/people'

type Load = { url: string; connections: number; posts: number; authors: number }

/**
 * The ceiling: the two rows of a post in one transaction of `pg`, without HTTP, session, validation, idempotency key or queue.
 */
const work = {
  /** Returns the milliseconds it took. */
  async insert({ url, connections, posts, authors }: Load): Promise<number> {
    const clients = await Promise.all(Array.from({ length: connections }, () => open(url)))
    const began = clock()
    let next = 0
    await Promise.all(
      clients.map(async (client) => {
        while (next < posts) await insertPost(client, next++, authors)
      }),
    )
    const ms = clock() - began
    await Promise.all(clients.map((client) => client.end()))
    return ms
  },
}

async function open(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function insertPost(client: pg.Client, number: number, authors: number): Promise<void> {
  await client.query('BEGIN')
  const { rows } = await client.query({
    name: 'post',
    text: `INSERT INTO "Post" ("authorId", text, audience) VALUES ($1, $2, 'public') RETURNING id`,
    values: [authorId(number % authors), textOf(number)],
  })
  await client.query({
    name: 'event',
    // `doneAt` is set, so that the relay does not deliver this post.
    text: `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt", "doneAt") VALUES ('fan-out', 'post.created', $1, now(), now())`,
    values: [JSON.stringify({ postId: String(rows[0]?.id) })],
  })
  await client.query('COMMIT')
}

export type TwoRows = typeof work

answer(work)
