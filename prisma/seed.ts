// Makes the demo village: people with faces, friends, places and three weeks of posts and comments. Does nothing where it exists.
import { existsSync } from 'node:fs'
import pg from 'pg'
import { hashPassword } from '../lib/session/passwords'
import { ringBells } from './demo/bells'
import { countConversations, insertComments, insertLikes, insertMentions } from './demo/conversation-rows'
import { writtenLikes } from './demo/likes'
import { DEMO_PASSWORD, demoEmail } from './demo/login.mjs'
import { PEOPLE } from './demo/people.mjs'
import { insertPeople, insertPlaces, insertPosts, insertRelations } from './demo/rows'
import { follows, friendships } from './demo/ties'
import { writtenPosts } from './demo/written'

if (!process.env.DATABASE_URL && existsSync('.env')) process.loadEnvFile('.env')
if (!process.env.DATABASE_URL) {
  console.error('DATABASE_URL is missing: set it, or copy .env.example to .env')
  process.exit(1)
}

const client = new pg.Client({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 5000 })
await client.connect()
await client.query('BEGIN')
// Without the lock two seeds at once would both find nobody.
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
  const ties = { friendships: friendships(now), follows: follows(now) }
  await insertRelations(client, { people, ...ties })
  const posts = writtenPosts(now)
  await insertPosts(client, { posts, people, places })
  const comments = await insertComments(client, { people, posts })
  await insertMentions(client, { people, posts })
  const likes = writtenLikes(posts, ties.follows)
  await insertLikes(client, { people, likes })
  await countConversations(client, { posts })
  const notifications = await ringBells(client, { now, people: [...people.values()] })
  console.log(
    `${people.size} people, ${ties.friendships.length + ties.follows.length} ties, ${places.size} places, ${posts.length} posts, ` +
      `${comments} comments, ${likes.length} likes, ${notifications} notifications (password: ${DEMO_PASSWORD})`,
  )
}
await client.query('COMMIT')
await client.end()
