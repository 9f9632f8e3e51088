import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  asComposition,
  checkInAt,
  chooseAudience,
  clearComposition,
  composition,
  EMPTY,
  openComposition,
  receiveDefaultAudience,
  returnToComposition,
  writeText,
} from '@/components/composer/composition'
import { isNarrower, readDefaultAudience, writeDefaultAudience } from '@/components/composer/default-audience'
import type { Audience, PlaceDetails } from '@/lib/shared/views'

const [ANA, BEN] = ['1', '2']
const AURORA: PlaceDetails = { id: '1', name: 'Aurora', kind: 'Café', address: 'Mill Lane 3', createdAt: '' }
const PARK: PlaceDetails = { id: '2', name: 'The Park', kind: 'Park', address: null, createdAt: '' }
const CAFE = { id: '5', name: 'Café Luna', kind: 'Café' }
const audience = () => composition.get().audience

beforeEach(() => {
  // A page that is never used reads no drafts.
  vi.stubGlobal('window', new EventTarget())
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  composition.set(EMPTY)
  for (const viewer of [ANA, BEN]) writeDefaultAudience(viewer, 'public')
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function send(chosen: Audience) {
  writeText('sent')
  chooseAudience(chosen)
  clearComposition()
}

describe('the audience of a draft', () => {
  test('is the one of the last post, here and when Ana comes back', () => {
    openComposition(ANA)
    send('only_me')
    expect(audience()).toBe('only_me')
    composition.set(EMPTY)
    openComposition(ANA)
    expect(audience()).toBe('only_me')
  })

  test('stays as chosen when Ana visits another page and comes back, with and without a text', () => {
    openComposition(ANA)
    chooseAudience('only_me')
    openComposition(ANA)
    expect(audience()).toBe('only_me')
    writeText('Dear diary')
    openComposition(ANA)
    expect([audience(), composition.get().text]).toEqual(['only_me', 'Dear diary'])
  })

  test('stays as chosen when she presses "Check in here"', () => {
    openComposition(ANA)
    chooseAudience('friends')
    openComposition(ANA)
    checkInAt(CAFE)
    openComposition(ANA)
    expect([audience(), composition.get().activity?.place]).toEqual(['friends', CAFE])
  })

  test('"Check in here" as the first thing begins with the remembered audience', () => {
    writeDefaultAudience(ANA, 'only_me')
    openComposition(ANA)
    checkInAt(CAFE)
    openComposition(ANA)
    expect(audience()).toBe('only_me')
  })

  test('is the remembered one when Ana typed before the page knew her, and the chosen one when she has chosen', () => {
    writeDefaultAudience(ANA, 'only_me')
    writeText('Dear diary')
    openComposition(ANA)
    expect([audience(), composition.get().text]).toEqual(['only_me', 'Dear diary'])
    composition.set(EMPTY)
    checkInAt(CAFE)
    openComposition(ANA)
    expect(audience()).toBe('only_me')
    composition.set(EMPTY)
    writeText('for friends')
    chooseAudience('friends')
    openComposition(ANA)
    expect(audience()).toBe('friends')
  })

  test('stays as it was shown when another tab sends a wider post meanwhile, begun or not', () => {
    writeDefaultAudience(ANA, 'friends')
    openComposition(ANA)
    writeDefaultAudience(ANA, 'public')
    receiveDefaultAudience()
    expect(audience()).toBe('friends')
    writeText('for friends')
    openComposition(ANA)
    expect(audience()).toBe('friends')
  })

  test('of an untouched draft becomes narrower with a post of another tab; of a begun one it stays', () => {
    openComposition(ANA)
    writeDefaultAudience(ANA, 'only_me')
    receiveDefaultAudience()
    expect(audience()).toBe('only_me')
    chooseAudience('public')
    receiveDefaultAudience()
    expect(audience()).toBe('public')
  })

  test('is remembered for each person, and Ben does not find the draft of Ana in the same browser', () => {
    openComposition(ANA)
    send('only_me')
    openComposition(BEN)
    expect(audience()).toBe('public')
    writeText('of Ben')
    send('public')
    openComposition(ANA)
    expect([audience(), composition.get().text]).toEqual(['only_me', ''])
  })

  test('of a post that is taken back is its own; a draft that is begun keeps its text and audience', () => {
    openComposition(ANA)
    chooseAudience('public')
    returnToComposition(ANA, asComposition(ANA, { text: 'private', audience: 'only_me', activity: null }))
    openComposition(ANA)
    expect([composition.get().text, audience()]).toEqual(['private', 'only_me'])
    returnToComposition(ANA, asComposition(ANA, { text: 'other', audience: 'public', activity: null }))
    expect([composition.get().text, audience()]).toEqual(['private', 'only_me'])
  })
})

test('whatever Ana does on other pages and in other tabs: a begun draft is never wider than she saw it last', () => {
  const anAudience = fc.constantFrom<Audience>('public', 'friends', 'only_me')
  const elsewhere = fc.oneof(
    anAudience.map((one) => () => writeDefaultAudience(ANA, one)),
    anAudience.map((one) => () => writeDefaultAudience(BEN, one)),
    fc.constantFrom(() => openComposition(ANA), receiveDefaultAudience),
  )
  fc.assert(
    fc.property(anAudience, fc.boolean(), fc.array(elsewhere, { maxLength: 8 }), (remembered, chooses, acts) => {
      composition.set(EMPTY)
      writeDefaultAudience(ANA, remembered)
      openComposition(ANA)
      if (chooses) chooseAudience('friends')
      else writeText('begun')
      const seen = audience()
      for (const act of acts) act()
      expect(audience()).toBe(seen)
    }),
  )
})

test('an untouched draft never becomes wider while it is on the screen', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom<Audience>('public', 'friends', 'only_me')), (sent) => {
      composition.set(EMPTY)
      openComposition(ANA)
      for (const one of sent) {
        const before = audience()
        writeDefaultAudience(ANA, one)
        receiveDefaultAudience()
        expect(isNarrower(before, audience())).toBe(false)
      }
    }),
  )
  expect(readDefaultAudience('unknown')).toBe('public')
})

describe('A check-in', () => {
  test('is a visit at first, and holds of the place what a post shows', () => {
    checkInAt(AURORA)
    expect(composition.get().activity).toEqual({
      verb: 'visited',
      place: { id: '1', name: 'Aurora', kind: 'Café' },
    })
  })

  test('at another place keeps the text and the verb that were chosen', () => {
    composition.set({ ...EMPTY, text: 'Lunch', audience: 'friends', activity: { verb: 'ate_at', place: AURORA } })
    checkInAt(PARK)
    expect(composition.get()).toMatchObject({
      text: 'Lunch',
      audience: 'friends',
      activity: { verb: 'ate_at', place: { id: '2', name: 'The Park', kind: 'Park' } },
    })
  })
})
