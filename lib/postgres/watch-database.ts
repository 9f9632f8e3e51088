import pg from 'pg'
import { log } from '@/lib/process/log'

/** Milliseconds between two looks. */
const LOOK_EVERY = 250
/** Milliseconds in which a server that works answers the smallest question, also when it is busy. */
const ANSWER_WITHIN = 1_500
/** Milliseconds for which an answer that has arrived may wait to be read, because this process was busy. */
const READ_WITHIN = 100

/**
 * Notices within two seconds that the server is frozen: it keeps its connections and answers nothing. Then drops the connections
 * of the pool that have been in use for so long, so that what waits for them fails now and not after `query_timeout`. It asks
 * on a connection of its own, and only while the pool is in use.
 */
export function watchDatabase(pool: pg.Pool, connectionString: string): void {
  const inUse = new Map<pg.PoolClient, number>()
  pool.on('acquire', (client) => inUse.set(client, performance.now()))
  pool.on('release', (_error, client) => inUse.delete(client))
  pool.on('remove', (client) => inUse.delete(client))
  const probe = new Probe(connectionString)
  let looking = false

  async function look(): Promise<void> {
    const began = performance.now()
    if (inUse.size === 0 || (await probe.isAnswered())) return
    const waiting = [...inUse].filter(([, since]) => since < began)
    log.warn({ dropped: waiting.length }, 'the database does not answer')
    for (const [client] of waiting) drop(client)
  }

  setInterval(() => {
    if (looking) return
    looking = true
    void look().finally(() => {
      looking = false
    })
  }, LOOK_EVERY).unref()
}

/** Ends a connection at once. Whoever waits for an answer on it gets an error, and the pool opens another. */
function drop(client: pg.PoolClient): void {
  const { connection } = client as unknown as { connection: { stream: { destroy: (error: Error) => void } } }
  connection.stream.destroy(new Error('Connection terminated because the database does not answer'))
}

/** A connection that only asks whether the server answers. */
class Probe {
  private client: pg.Client | null = null
  private readonly connectionString: string

  constructor(connectionString: string) {
    this.connectionString = connectionString
  }

  /** False when the server is frozen. One that refuses or ends connections answers: whoever uses it is told so at once. */
  async isAnswered(): Promise<boolean> {
    const asked = this.ask().catch(() => this.forget())
    const late = new Promise<boolean>((resolve) => {
      setTimeout(() => setTimeout(() => resolve(false), READ_WITHIN), ANSWER_WITHIN - READ_WITHIN)
    })
    const answered = await Promise.race([asked.then(() => true), late])
    if (!answered) this.forget()
    return answered
  }

  private async ask(): Promise<void> {
    if (!this.client) {
      const client = new pg.Client({ connectionString: this.connectionString, application_name: 'carillon-probe' })
      client.on('error', () => this.forget())
      this.client = client
      await client.connect()
    }
    await this.client.query('SELECT 1')
  }

  private forget(): void {
    const { client } = this
    this.client = null
    const { connection } = (client ?? {}) as { connection?: { stream: { destroy: () => void } } }
    connection?.stream.destroy()
  }
}
