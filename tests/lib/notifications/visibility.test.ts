import { describe, expect, test } from 'vitest'
import { block, deletePost, edit, unfriend } from '../../support/acts'
import { drain, drainTwice, stopJobs } from '../../support/jobs'
import { suspend } from '../../support/people'
import { query } from '../../support/query'
import { bellShows } from './checked-bell'
import { eventsOf } from './recount'
import { type Meanwhile, play, type Scene } from './scenes'
import { clearBells } from './stored-bells'
import { type Cast, cast, type Deed, relationTo, STORIES, type Story } from './stories'

async function isNotified({ type }: Story, { ben }: Cast): Promise<void> {
  expect([await bellShows(ben), await eventsOf(ben)]).toEqual([[`${type} by Ana`], [type]])
}

async function isNotNotified(_: Story, { ben }: Cast): Promise<void> {
  expect([await bellShows(ben), await eventsOf(ben)]).toEqual([[], []])
}

function about(deed: Deed): NonNullable<Deed['about']> {
  if (!deed.about) throw new Error('this is about no post')
  return deed.about
}

const HIDES: Record<string, Meanwhile> = {
  'the post is narrowed to its author': async (_, deed) => {
    await edit(about(deed).author, about(deed).post, { audience: 'only_me' })
  },
  'the post is deleted': (_, deed) => deletePost(about(deed).author, about(deed).post),
  'the author is suspended': async (_, deed) => {
    await suspend(about(deed).author)
  },
  'the post is for friends, and Ben’s friendship with its author ends': async ({ ben }, deed) => {
    await edit(about(deed).author, about(deed).post, { audience: 'friends' })
    await unfriend(ben, about(deed).author)
  },
  'the author blocks Ben': ({ ben }, deed) => block(about(deed).author, ben),
  'Ben blocks the author': ({ ben }, deed) => block(ben, about(deed).author),
}

const staysVisible: Meanwhile = async ({ ben }, deed) => {
  const { post, author } = about(deed)
  await query(
    `INSERT INTO "Friendship" ("lowId", "highId", "requestedById", "acceptedAt")
     VALUES (LEAST($1::bigint, $2), GREATEST($1::bigint, $2), $1, now()) ON CONFLICT DO NOTHING`,
    [ben.id, author.id],
  )
  await edit(author, post, { audience: 'friends' })
}

function scenesOf(story: Story): Scene[] {
  const as = relationTo(story)
  const hidden = Object.entries(HIDES).map(([says, meanwhile]): Scene => {
    return {
      says: `and ${says} before the event is processed, Ben is not notified`,
      as,
      meanwhile,
      expects: isNotNotified,
    }
  })
  const seen = 'and the post is narrowed to friends and Ben is one, he is notified'
  return [...hidden, { says: seen, as, meanwhile: staysVisible, expects: isNotified }]
}

const ABOUT_OTHERS = STORIES.filter(({ type }) => ['reply', 'mention', 'new_post', 'check_in'].includes(type))

describe.each(ABOUT_OTHERS)('when Ana $says', (story) => play(story, scenesOf(story)))

const story = (type: string) => STORIES.filter((one) => one.type === type)

test.each([...story('like'), ...story('comment')])(
  'when Ana $says, which he narrows to himself, he is still notified',
  async (one) => {
    const all = await cast()
    const object = await one.before?.(all)
    await stopJobs()
    await one.does(all, object)
    if (object) await edit(all.ben, object, { audience: 'only_me' })
    await drainTwice()
    await isNotified(one, all)
  },
)

const ALONE = ['like', 'comment', 'reply', 'mention', 'new_post', 'check_in'].flatMap(story)

test.each(ALONE)('Ben is not notified when he himself $says', async (one) => {
  const [all, others] = [await cast(), await cast()]
  const object = await one.before?.({ ...all, ana: others.ana })
  await drain()
  await clearBells()
  await one.does({ ...all, ana: all.ben }, object)
  await drainTwice()
  await isNotNotified(one, all)
})
