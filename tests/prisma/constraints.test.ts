import { describe, expect, it } from 'vitest'
import { QUEUES } from '@/lib/mutation/queues'
import { NOTIFICATION_KINDS } from '@/lib/shared/notification-kinds'
import { befriend, block, mute } from '../support/acts'
import { person } from '../support/people'
import { query } from '../support/query'

/** A row of each table that names a person. */
async function townOf(name: string) {
  const [one, other] = [await person(name), await person(`${name}’s friend`)]
  await befriend(one, other)
  await block(await person('Blocker'), one)
  await mute(one, other)
  await query(`INSERT INTO "IdempotencyKey" ("userId", key, "bodyHash", response) VALUES ($1, 'key', '', '{}')`, [
    one.id,
  ])
  const [place] = await query<{ id: bigint }>(
    `INSERT INTO "Place" (name, kind, "addedById") VALUES ('Harbour', 'park', $1) RETURNING id`,
    [one.id],
  )
  return { one, other, placeId: place?.id ?? 0n }
}

const checkIn = (authorId: bigint, placeId: bigint) =>
  query(`INSERT INTO "Post" ("authorId", text, audience, verb, "placeId") VALUES ($1, '', 'public', 'visited', $2)`, [
    authorId,
    placeId,
  ])

describe('references', () => {
  it('a person who is deleted takes along what names them, and the places they added stay', async () => {
    const { one, placeId } = await townOf('Ana')
    await query(`DELETE FROM "User" WHERE id = $1`, [one.id])
    const named = await query(
      `SELECT 1 FROM "Friendship" WHERE $1 IN ("lowId", "highId") UNION ALL SELECT 1 FROM "Block" WHERE $1 IN ("userId", "otherId")
       UNION ALL SELECT 1 FROM "Mute" WHERE $1 IN ("userId", "otherId") UNION ALL SELECT 1 FROM "IdempotencyKey" WHERE "userId" = $1`,
      [one.id],
    )
    expect(named).toEqual([])
    expect(await query(`SELECT "addedById" FROM "Place" WHERE id = $1`, [placeId])).toEqual([{ addedById: null }])
  })

  it.each([
    ['Friendship', '"lowId", "highId", "requestedById"', '$1, 9223372036854775807, $1'],
    ['Block', '"userId", "otherId"', '$1, 9223372036854775807'],
    ['Block', '"userId", "otherId"', '9223372036854775807, $1'],
    ['Mute', '"userId", "otherId"', '$1, 9223372036854775807'],
    ['Mute', '"userId", "otherId"', '9223372036854775807, $1'],
  ])('%s of somebody who does not exist is refused', async (table, columns, values) => {
    const ana = await person('Ana')
    await expect(query(`INSERT INTO "${table}" (${columns}) VALUES (${values})`, [ana.id])).rejects.toThrow(
      'foreign key constraint',
    )
  })

  it('a place where somebody was cannot be deleted, and one where nobody was can', async () => {
    const { one, placeId } = await townOf('Ana')
    await checkIn(one.id, placeId)
    await expect(query(`DELETE FROM "Place" WHERE id = $1`, [placeId])).rejects.toThrow('Post_placeId_fkey')
    await query(`DELETE FROM "Post" WHERE "placeId" = $1`, [placeId])
    await query(`DELETE FROM "Place" WHERE id = $1`, [placeId])
  })
})

describe('checks', () => {
  const accepts = (pattern: string, names: readonly string[]) =>
    query<{ name: string }>(`SELECT name FROM unnest($1::text[]) AS name WHERE name !~ '${pattern}'`, [names])
  const patternOf = async (constraint: string) => {
    const [row] = await query<{ definition: string }>(
      `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = $1`,
      [constraint],
    )
    return row?.definition.match(/'([^']+)'/)?.[1] ?? 'no such check'
  }

  it('every kind of notification and every queue has a name that the database accepts', async () => {
    const kinds = Object.keys(NOTIFICATION_KINDS)
    expect(await accepts(await patternOf('NotificationEvent_type_is_name'), kinds)).toEqual([])
    expect(await accepts(await patternOf('NotificationGroup_type_is_name'), kinds)).toEqual([])
    expect(await accepts(await patternOf('OutboxEvent_queue_is_name'), QUEUES)).toEqual([])
  })

  it.each(['', 'Like', 'like;', 'lik e', 'x'.repeat(41)])('refuses %j as a type and as a queue', async (name) => {
    const ana = await person('Ana')
    const group = `INSERT INTO "NotificationGroup" ("recipientId", key, type, "lastSeq", version) VALUES ($1, 'k', $2, 1, 1)`
    await expect(query(group, [ana.id, name])).rejects.toThrow('NotificationGroup_type_is_name')
    const event = `INSERT INTO "OutboxEvent" (queue, type, payload, "dueAt") VALUES ($1, 't', '{}', now())`
    await expect(query(event, [name])).rejects.toThrow('OutboxEvent_queue_is_name')
  })

  it('refuses a revision for an audience that does not exist', async () => {
    const ana = await person('Ana')
    const [post] = await query<{ id: bigint }>(
      `INSERT INTO "Post" ("authorId", text, audience) VALUES ($1, '', 'public') RETURNING id`,
      [ana.id],
    )
    const revise = `INSERT INTO "PostRevision" ("postId", text, audience) VALUES ($1, '', $2)`
    await query(revise, [post?.id, 'friends'])
    await expect(query(revise, [post?.id, 'everybody'])).rejects.toThrow('PostRevision_audience_known')
  })
})
