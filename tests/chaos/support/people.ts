import { hash } from '@node-rs/argon2'
import type { Pool } from 'pg'
import { type Dice, pick } from '../../support/dice'
import { request } from './request'
import { Village, type Villager } from './village'

const NAMES = [
  'Ana',
  'Ben',
  'Cleo',
  'Dana',
  'Emil',
  'Fay',
  'Gus',
  'Hana',
  'Ivo',
  'June',
  'Kofi',
  'Lena',
  'Mara',
  'Nils',
  'Oda',
  'Pia',
  'Quin',
  'Rosa',
  'Sami',
  'Tess',
  'Ugo',
  'Vera',
  'Wim',
  'Yuki',
]

/** Ana 2 is the twenty-fifth. */
const nameOf = (index: number) => {
  const [name, turn] = [NAMES[index % NAMES.length], Math.floor(index / NAMES.length)]
  return turn === 0 ? `${name}` : `${name} ${turn + 1}`
}
const PASSWORD = 'the kettle is on'
/** How many sign in at the same time. The site checks two passwords at a time. */
const SIGN_INS = 4

/** Puts people with a password into the database and signs them in at the site, as their browsers would. */
export async function addPeople(pool: Pool, address: string, howMany = NAMES.length): Promise<Villager[]> {
  const passwordHash = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  const people: Villager[] = []
  for (let index = 0; index < howMany; index++) {
    const name = nameOf(index)
    const handle = name.toLowerCase().replace(' ', '_')
    const { rows } = await pool.query(
      `INSERT INTO "User" (handle, name, email, "passwordHash") VALUES ($1, $2, $3, $4) RETURNING id::text`,
      [handle, name, `${handle}@example.com`, passwordHash],
    )
    people.push({ id: rows[0].id, handle, name, cookie: '' })
  }
  for (let at = 0; at < people.length; at += SIGN_INS) {
    const group = people.slice(at, at + SIGN_INS)
    const cookies = await Promise.all(group.map(({ handle }) => signIn(address, `${handle}@example.com`)))
    for (const [index, cookie] of cookies.entries()) Object.assign(group[index] ?? {}, { cookie })
  }
  return people
}

async function signIn(address: string, email: string): Promise<string> {
  const page = await request(`${address}/api/auth/csrf`)
  const token = cookiesOf(page.headers['set-cookie'])
  const answer = await request(`${address}/api/auth/callback/credentials`, {
    method: 'POST',
    body: new URLSearchParams({ csrfToken: page.body.csrfToken, email, password: PASSWORD, json: 'true' }),
    cookie: token,
  })
  const cookie = cookiesOf(answer.headers['set-cookie'])
  if (!cookie.includes('session-token')) throw new Error(`${email} could not sign in: ${answer.status}`)
  return cookie
}

function cookiesOf(lines: string[] = []): string {
  return lines.map((line) => line.split(';')[0]).join('; ')
}

/** Everybody follows some people and has a friend; two mute somebody, two block somebody. */
export async function relatePeople(pool: Pool, people: Villager[], roll: Dice): Promise<Village> {
  const village = new Village(people)
  for (const reader of people) {
    for (const author of others(people, reader, 6, roll)) village.follow(reader, author)
    for (const friend of others(people, reader, 1, roll)) village.befriend(reader, friend)
  }
  for (const [index, one] of people.slice(0, 4).entries()) {
    const [other] = others(people, one, 1, roll)
    if (!other) continue
    if (index % 2 === 0) village.mute(one, other)
    else if (!village.areFriends(one, other)) blockAndUnfollow(village, one, other)
  }
  await insertRelations(pool, village)
  return village
}

/** Blocking ends the follows of both. */
function blockAndUnfollow(village: Village, one: Villager, other: Villager): void {
  village.block(one, other)
  village.follow(one, other, false)
  village.follow(other, one, false)
}

function others(people: Villager[], than: Villager, howMany: number, roll: Dice): Villager[] {
  const candidates = people.filter((person) => person !== than)
  return Array.from({ length: howMany }, () => pick(roll, candidates))
}

async function insertRelations(pool: Pool, village: Village): Promise<void> {
  for (const one of village.people) {
    for (const other of village.people) {
      const pair = [one.id, other.id]
      if (village.follows(one, other))
        await pool.query('INSERT INTO "Follow" ("followerId", "followeeId") VALUES ($1, $2)', pair)
      if (village.blocks(one, other))
        await pool.query('INSERT INTO "Block" ("userId", "otherId") VALUES ($1, $2)', pair)
      if (village.mutes(one, other)) await pool.query('INSERT INTO "Mute" ("userId", "otherId") VALUES ($1, $2)', pair)
      if (BigInt(one.id) < BigInt(other.id) && village.areFriends(one, other))
        await pool.query(
          'INSERT INTO "Friendship" ("lowId", "highId", "requestedById", "acceptedAt") VALUES ($1, $2, $1, now())',
          pair,
        )
    }
  }
}
