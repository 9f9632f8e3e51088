import { expect, test } from 'vitest'
import { forgetOldest } from '@/components/client/forget-oldest'

test('of what is remembered, the entries that were set first are forgotten, and only as many as needed', () => {
  const known = new Map(['a', 'b', 'c', 'd'].map((key) => [key, key]))
  forgetOldest(known, 4)
  expect([...known.keys()]).toEqual(['a', 'b', 'c', 'd'])
  known.delete('a')
  known.set('a', 'again')
  forgetOldest(known, 2)
  expect([...known.keys()]).toEqual(['d', 'a'])
})
