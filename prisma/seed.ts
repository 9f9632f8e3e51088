// The demo village: people with faces, friends, places and three weeks of posts. Adds nothing where it was built already.
import { existsSync } from 'node:fs'
import pg from 'pg'
import { hashPassword } from '../lib/passwords'
import { DEMO_PASSWORD, demoEmail } from './demo/login.mjs'
import { PEOPLE } from './demo/people.mjs'
import { insertPeople, insertPlaces, insertPosts, insertRelations } from './demo/rows'

if (!process.env.DATABASE_URL && existsSync('.env')) process.loadEnvFile('.env')
if (!process.env.DATABASE_URL) {
  console.error('DATABASE_URL is missing: set it, or copy .env.example to .env')
  process.exit(1)
}

const client = new pg.Client({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 5000 })
await client.connect()
await client.query('BEGIN')
// Two seeds at once would both find nobody.
await client.query('SELECT pg_advisory_xact_lock(7240412)')
const { rowCount } = await client.query('SELECT 1 FROM "User" WHERE email = ANY($1)', [
  PEOPLE.map(({ handle }) => demoEmail(handle)),
])
if (rowCount) {
  console.log('the village is there already')
} else {
  const now = new Date()
  const people = await insertPeople(client, { now, passwordHash: await hashPassword(DEMO_PASSWORD) })
  const places = await insertPlaces(client, { now, addedBy: people })
  const relations = await insertRelations(client, { now, people })
  const posts = await insertPosts(client, { now, people, places })
  console.log(
    `${people.size} people, ${relations} ties, ${places.size} places, ${posts} posts (password: ${DEMO_PASSWORD})`,
  )
}
await client.query('COMMIT')
await client.end()
