import { beforeEach, describe, expect, test } from 'vitest'
import { checkInAt, composition, EMPTY } from '@/components/composer/composition'
import type { PlaceDetails } from '@/lib/shared/views'

const AURORA: PlaceDetails = { id: '1', name: 'Aurora', kind: 'Café', address: 'Mill Lane 3', createdAt: '' }
const PARK: PlaceDetails = { id: '2', name: 'The Park', kind: 'Park', address: null, createdAt: '' }

beforeEach(() => composition.set(EMPTY))

describe('A check-in', () => {
  test('is a visit at first, and holds of the place what a post shows', () => {
    checkInAt(AURORA)
    expect(composition.get().activity).toEqual({
      verb: 'visited',
      place: { id: '1', name: 'Aurora', kind: 'Café' },
    })
  })

  test('at another place keeps the text and the verb that were chosen', () => {
    composition.set({ text: 'Lunch', audience: 'friends', activity: { verb: 'ate_at', place: AURORA } })
    checkInAt(PARK)
    expect(composition.get()).toEqual({
      text: 'Lunch',
      audience: 'friends',
      activity: { verb: 'ate_at', place: { id: '2', name: 'The Park', kind: 'Park' } },
    })
  })
})
