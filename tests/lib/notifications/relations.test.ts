import { describe, expect } from 'vitest'
import { query } from '@/lib/postgres/db'
import { takes } from './acts'
import { eventsOf } from './recount'
import { type Meanwhile, play, type Scene } from './scenes'
import { type Cast, mutes, STANDINGS, STORIES, type Standing, type Story, standing } from './stories'
import { hears } from './support'

async function isTold({ type }: Story, { ben }: Cast): Promise<void> {
  expect([await hears(ben), await eventsOf(ben)]).toEqual([[`${type} by Ana`], [type]])
}

/** Not this, at least: whom Ben follows with the bell on may be told of an arrival as of any post. */
async function isNotTold({ type }: Story, { ben }: Cast): Promise<void> {
  expect((await hears(ben)).filter((row) => row.startsWith(type))).toEqual([])
}

async function hearsNothing(_: Story, { ben }: Cast): Promise<void> {
  expect([await hears(ben), await eventsOf(ben)]).toEqual([[], []])
}

const MEANWHILE: Record<string, Meanwhile> = {
  'Ben blocks her': ({ ana, ben }) => takes(ben, 'block', ana),
  'she blocks Ben': ({ ana, ben }) => takes(ana, 'block', ben),
  'Ben mutes her': ({ ana, ben }) => takes(ben, 'mute', ana),
  'she mutes Ben': ({ ana, ben }) => takes(ana, 'mute', ben),
  'she takes it back': (_, { undo }) => undo(),
  'she is suspended': async ({ ana }) => {
    await query(`UPDATE "User" SET "suspendedAt" = now() WHERE id = $1`, [ana.id])
  },
}

function scenesOf(story: Story): Scene[] {
  const as = standing(story)
  const standings = (Object.keys(STANDINGS) as Standing[]).map((how): Scene => {
    const told = story.told.includes(how)
    return {
      says: `${how}, he ${told ? 'hears of it once' : 'does not hear of it'}`,
      as: how,
      expects: told ? isTold : isNotTold,
    }
  })
  const muted = Object.entries(mutes).map(([says, before]): Scene => {
    return { says: `and ${says}, he hears nothing`, as, before, expects: hearsNothing }
  })
  const late = Object.entries(MEANWHILE).map(([says, meanwhile]): Scene => {
    return { says: `and ${says} before he was told, he hears nothing`, as, meanwhile, expects: hearsNothing }
  })
  return [...standings, ...muted, ...late]
}

describe.each(STORIES)('when Ana, of whom Ben may hear, $says', (story) => play(story, scenesOf(story)))
