import fc from 'fast-check'
import { expect, test } from 'vitest'
import { receivePerson } from '@/components/client/receive-person'
import type { PersonFrame } from '@/lib/shared/views'

const user = (name: string) => ({ id: '7', handle: 'ana', name, bio: '', avatarUrl: null })
const named = (version: number): PersonFrame => ({ user: user(`Ana ${version}`), version: String(version) })
const gone = (version: number): PersonFrame => ({ userId: '7', gone: true, version: String(version) })
const after = (frames: PersonFrame[]) => frames.reduce(receivePerson, new Map())

test('Ana has the name of the newest version, in whatever order and however often frames arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1 }), (versions) => {
      const newest = Math.max(...versions)
      expect(after(versions.map(named)).get('7')).toEqual({ user: user(`Ana ${newest}`), version: String(newest) })
    }),
  )
})

test('she is hidden while the newest frame says so, and a late name does not bring her back', () => {
  expect(after([named(9), gone(10)]).get('7')?.user).toBeUndefined()
  expect(after([gone(10), named(9)]).get('7')?.user).toBeUndefined()
  expect(after([gone(10), named(11)]).get('7')?.user?.name).toBe('Ana 11')
})

test('an old frame changes nothing, so no screen is rendered again', () => {
  const known = after([named(2)])
  expect(receivePerson(known, named(2))).toBe(known)
  expect(receivePerson(known, gone(1))).toBe(known)
})
