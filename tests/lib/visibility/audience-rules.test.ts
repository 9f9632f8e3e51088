import { describe, expect, it } from 'vitest'
import { hydrate } from '@/lib/feed/assemble-feed'
import { findCurrentPost } from '@/lib/feed/current-post'
import { PULL_IDS } from '@/lib/feed/feed-sql'
import { readAudience, readRecipients } from '@/lib/feed/read-audience'
import { findPost } from '@/lib/posts/find-post'
import { listRevisions } from '@/lib/posts/list-revisions'
import { AUDIENCES } from '@/lib/shared/schemas'
import type { Audience } from '@/lib/shared/views'
import { isWider, reachesMore, requiresFriendship, termsOf } from '@/lib/visibility/audience-rules'
import { visiblePost } from '@/lib/visibility/post-visibility'
import { deletePost, edit, mute, post } from '../../support/acts'
import { deleteAccount, type Person, person, suspend } from '../../support/people'
import { query } from '../../support/query'
import { insertBlock, insertFollow } from '../../support/rows'

type Somebody = { sees: Audience[]; follows: boolean; mutes?: boolean; relate: (ana: Person, other: Person) => unknown }

/** As a row only: no follows. */
const insertFriendship = (one: Person, other: Person, { accepted }: { accepted: boolean }) =>
  query(
    `INSERT INTO "Friendship" ("lowId", "highId", "requestedById", "acceptedAt")
     VALUES (LEAST($1::bigint, $2), GREATEST($1::bigint, $2), $1, CASE WHEN $3 THEN now() END)`,
    [one.id, other.id, accepted],
  )
const insertFriends = (ana: Person, other: Person) => insertFriendship(ana, other, { accepted: true })

const ALL: Audience[] = ['public', 'friends', 'only_me']

/** The rule, written a second time by hand: which audiences of Ana's posts each of these people sees. */
const PEOPLE: Record<string, Somebody> = {
  'a stranger': { sees: ['public'], follows: false, relate: () => undefined },
  'a follower': { sees: ['public'], follows: true, relate: () => undefined },
  'a friend': { sees: ['public', 'friends'], follows: true, relate: insertFriends },
  'a friend who does not follow': { sees: ['public', 'friends'], follows: false, relate: insertFriends },
  'somebody whom Ana asked for friendship': {
    sees: ['public'],
    follows: true,
    relate: (ana, other) => insertFriendship(ana, other, { accepted: false }),
  },
  'somebody who asked Ana': {
    sees: ['public'],
    follows: true,
    relate: (ana, other) => insertFriendship(other, ana, { accepted: false }),
  },
  'somebody who mutes Ana': {
    sees: ['public', 'friends'],
    follows: true,
    mutes: true,
    relate: (ana, other) => Promise.all([insertFriends(ana, other), mute(other, ana)]),
  },
  'somebody whom Ana mutes': {
    sees: ['public', 'friends'],
    follows: true,
    relate: (ana, other) => Promise.all([insertFriends(ana, other), mute(ana, other)]),
  },
  // Friendship and follows stay, so that only the block can hide the posts.
  'somebody whom Ana blocks': {
    sees: [],
    follows: true,
    relate: (ana, other) => Promise.all([insertFriends(ana, other), insertBlock(ana, other)]),
  },
  'somebody who blocks Ana': {
    sees: [],
    follows: true,
    relate: (ana, other) => Promise.all([insertFriends(ana, other), insertBlock(other, ana)]),
  },
}
const ANONYMOUS: Audience[] = ['public']

type Written = { id: string; before: Audience; audience: Audience }

async function makeVillage() {
  const ana = await person('Ana')
  const readers: Record<string, Somebody & { person: Person }> = {
    'Ana herself': { sees: ALL, follows: true, relate: () => undefined, person: ana },
  }
  for (const [name, somebody] of Object.entries(PEOPLE)) {
    const other = await person('Somebody')
    await somebody.relate(ana, other)
    if (somebody.follows) await insertFollow(other, ana)
    readers[name] = { ...somebody, person: other }
  }
  // One post for each audience, and one for each change of an audience into another: edited before it was changed.
  const posts: Written[] = []
  for (const before of AUDIENCES) {
    for (const audience of AUDIENCES) {
      const { id } = await post(ana, 'first text', { audience: before })
      await edit(ana, { id }, { text: 'second text' })
      if (audience !== before) await edit(ana, { id }, { audience })
      posts.push({ id, before, audience })
    }
  }
  return { ana, readers, posts }
}

type Forms = Record<string, string[]>

/** Which of these people see a post, or get it, by each form of the rule. */
async function formsOf({ id }: Written, readers: Record<string, { person: Person }>): Promise<Forms> {
  const postId = BigInt(id)
  const current = await findCurrentPost(postId)
  const recipients = current && !current.gone ? await readAudience(current, { after: 0n, last: null }) : []
  const statement = `SELECT v.id FROM "Post" p, unnest($2::bigint[]) AS v (id) WHERE p.id = $1 AND ${visiblePost('p', 'v.id')}`
  const ids = Object.values(readers).map((reader) => reader.person.id)
  const inStatement = (await query<{ id: bigint }>(statement, [postId, ids])).map((row) => row.id)
  const forms: Forms = { row: [], statement: [], feed: [], pulled: [], recipients: [], revision: [] }
  for (const [name, { person: reader }] of Object.entries(readers)) {
    const pulled = await query<{ id: bigint }>(PULL_IDS.text, [reader.id, null, 100, null])
    const row = await findPost(reader.viewer, id)
    const has = {
      row: row !== null,
      statement: inStatement.includes(reader.id),
      feed: (await hydrate(reader.id, { ids: [postId] })).length === 1,
      pulled: pulled.some((one) => one.id === postId),
      recipients: recipients.includes(reader.id),
      revision: row !== null && (await listRevisions(reader.viewer, id, { limit: 10 })).items.length === 1,
    }
    for (const [form, there] of Object.entries(has)) if (there) forms[form]?.push(name)
  }
  return forms
}

describe('all forms of the rule who may see a post of Ana agree', () => {
  it('for each audience, also of posts that were widened and narrowed, and each relation to her', async () => {
    const { readers, posts } = await makeVillage()
    const names = (wanted: (reader: Somebody) => boolean) =>
      Object.entries(readers).flatMap(([name, reader]) => (wanted(reader) ? [name] : []))
    for (const written of posts) {
      const { id, audience, before } = written
      const seeing = names(({ sees }) => sees.includes(audience))
      const inFeed = names(({ sees, follows, mutes }) => sees.includes(audience) && follows && !mutes)
      const sawBefore = names(({ sees }) => sees.includes(audience) && sees.includes(before))
      const forms = await formsOf(written, readers)
      expect([before, audience, forms]).toEqual([
        before,
        audience,
        { row: seeing, statement: seeing, feed: inFeed, pulled: inFeed, recipients: inFeed, revision: sawBefore },
      ])
      const anybody = await findPost(null, id)
      expect([audience, anybody !== null]).toEqual([audience, ANONYMOUS.includes(audience)])
      const earlier = anybody ? (await listRevisions(null, id, { limit: 10 })).items.length : 0
      expect([before, audience, earlier]).toEqual([
        before,
        audience,
        ANONYMOUS.includes(audience) && ANONYMOUS.includes(before) ? 1 : 0,
      ])
    }
  })

  it.each<[string, (village: { ana: Person; posts: Written[] }) => Promise<unknown>]>([
    [
      'after Ana has deleted them',
      async ({ ana, posts }) => {
        for (const written of posts) await deletePost(ana, written)
      },
    ],
    ['while Ana is suspended', ({ ana }) => suspend(ana)],
    ['after Ana has deleted her account', ({ ana }) => deleteAccount(ana)],
  ])('%s nobody sees them, Ana neither', async (_, act) => {
    const village = await makeVillage()
    await act(village)
    for (const written of village.posts) {
      const { pulled: _candidates, ...forms } = await formsOf(written, village.readers)
      expect(forms).toEqual({ row: [], statement: [], feed: [], recipients: [], revision: [] })
      expect(await findPost(null, written.id)).toBeNull()
    }
  })
})

describe('what depends on which audience contains another, and on friendship', () => {
  it('an audience is wider than another exactly when people gain the post, and they are its new recipients', async () => {
    const { ana, readers } = await makeVillage()
    const seen = (audience: Audience) => Object.values(readers).filter(({ sees }) => sees.includes(audience))
    const range = { after: 0n, last: null }
    for (const before of AUDIENCES) {
      for (const audience of AUDIENCES) {
        const gained = seen(audience).filter(({ sees }) => !sees.includes(before))
        expect([before, audience, isWider(audience, before)]).toEqual([before, audience, gained.length > 0])
        const { ids } = await readRecipients({ authorId: ana.id, audience }, { range, before })
        const wanted = gained.filter(({ follows, mutes }) => follows && !mutes).map((reader) => reader.person.id)
        expect([before, audience, ids]).toEqual([before, audience, wanted])
      }
    }
  })

  it('the same as a condition in a statement', async () => {
    for (const before of AUDIENCES) {
      for (const audience of AUDIENCES) {
        const [row] = await query<{ more: boolean }>(`SELECT ${reachesMore('$1::text', '$2::text')} AS more`, [
          audience,
          before,
        ])
        expect([before, audience, row?.more]).toEqual([before, audience, isWider(audience, before)])
      }
    }
  })

  it('an audience requires friendship exactly when the end of a friendship takes the post away', async () => {
    const { ana, readers, posts } = await makeVillage()
    const friend = readers['a friend']?.person
    const visible = async () => {
      const found = await Promise.all(
        posts.map(async ({ id }) => ((await findPost(friend?.viewer ?? null, id)) ? [id] : [])),
      )
      return found.flat()
    }
    const before = await visible()
    await query('DELETE FROM "Friendship" WHERE $1 IN ("lowId", "highId") AND $2 IN ("lowId", "highId")', [
      ana.id,
      friend?.id,
    ])
    const after = await visible()
    const statement = `SELECT p.id FROM "Post" p WHERE p."authorId" = $1 AND ${requiresFriendship(termsOf('p'))} ORDER BY p.id`
    const rows = await query<{ id: bigint }>(statement, [ana.id])
    expect(rows.map(({ id }) => String(id))).toEqual(before.filter((id) => !after.includes(id)))
    expect(rows).toHaveLength(3)
  })
})
