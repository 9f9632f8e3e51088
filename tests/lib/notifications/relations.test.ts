import { describe, expect } from 'vitest'
import { block, mute } from '../../support/acts'
import { suspend } from '../../support/people'
import { bellShows } from './checked-bell'
import { eventsOf } from './recount'
import { type Meanwhile, play, type Scene } from './scenes'
import { type Cast, MUTES, RELATIONS, type RelationTo, relationTo, STORIES, type Story } from './stories'

async function isNotified({ type }: Story, { ben }: Cast): Promise<void> {
  expect([await bellShows(ben), await eventsOf(ben)]).toEqual([[`${type} by Ana`], [type]])
}

/** Not as this kind. If Ben subscribes to Ana's posts, he may be notified of a check-in as of any new post. */
async function isNotNotifiedAs({ type }: Story, { ben }: Cast): Promise<void> {
  expect((await bellShows(ben)).filter((row) => row.startsWith(type))).toEqual([])
}

async function isNotNotified(_: Story, { ben }: Cast): Promise<void> {
  expect([await bellShows(ben), await eventsOf(ben)]).toEqual([[], []])
}

const MEANWHILE: Record<string, Meanwhile> = {
  'Ben blocks her': ({ ana, ben }) => block(ben, ana),
  'she blocks Ben': ({ ana, ben }) => block(ana, ben),
  'Ben mutes her': ({ ana, ben }) => mute(ben, ana),
  'she undoes it': (_, { undo }) => undo(),
  'she is suspended': async ({ ana }) => {
    await suspend(ana)
  },
}

function scenesOf(story: Story): Scene[] {
  const as = relationTo(story)
  const relations = (Object.keys(RELATIONS) as RelationTo[]).map((how): Scene => {
    const notified = story.notifies.includes(how)
    return {
      says: `${how}, he ${notified ? 'is notified once' : 'is not notified'}`,
      as: how,
      expects: notified ? isNotified : isNotNotifiedAs,
    }
  })
  const muted: Scene[] = [
    {
      says: 'and Ben has muted Ana, he is not notified',
      as,
      before: MUTES['Ben has muted Ana'],
      expects: isNotNotified,
    },
    {
      says: 'and Ana has muted Ben, he is notified once, as if nothing were',
      as,
      before: MUTES['Ana has muted Ben'],
      expects: isNotified,
    },
    {
      says: 'and she mutes Ben before the event is processed, he is notified once, as if nothing were',
      as,
      meanwhile: MUTES['Ana has muted Ben'],
      expects: isNotified,
    },
  ]
  const late = Object.entries(MEANWHILE).map(([says, meanwhile]): Scene => {
    return {
      says: `and ${says} before the event is processed, he is not notified`,
      as,
      meanwhile,
      expects: isNotNotified,
    }
  })
  return [...relations, ...muted, ...late]
}

describe.each(STORIES)('when Ana, to whom Ben is related in some way, $says', (story) => play(story, scenesOf(story)))
