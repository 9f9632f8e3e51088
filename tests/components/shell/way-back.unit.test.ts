import { describe, expect, test } from 'vitest'
import { parentPath, stepsBack } from '@/components/shell/way-back'

/** How far back the arrow goes from the last of these pages. */
function back(...paths: (string | null)[]): number {
  const entries = paths.map((path, index) => ({ index, url: path === null ? null : `https://carillon.test${path}` }))
  const current = entries.at(-1)
  if (!current) throw new Error('no page')
  return stepsBack(entries, current)
}

describe('the arrow goes back', () => {
  test.each([
    ['to the page before', 1, ['/', '/posts/1']],
    ['over other parts of the same page', 3, ['/', '/posts/1', '/posts/1#comment-4', '/posts/1#reply']],
    ['over other filters of the same page', 2, ['/', '/notifications', '/notifications?filter=unread']],
    ['over the pages to sign in', 3, ['/people/ana', '/sign-in?next=/posts/1', '/sign-up', '/posts/1']],
    ['through the tabs of a profile', 1, ['/', '/people/ana', '/people/ana/friends']],
    ['nowhere from the first page of the site', 0, ['/posts/1']],
    ['nowhere when only pages to sign in are behind', 0, ['/sign-in?next=/posts/1', '/posts/1']],
  ] as const)('%s', (_, steps, paths) => {
    expect(back(...paths)).toBe(steps)
  })

  test('from the middle of the history it does not look at what is ahead', () => {
    const entries = ['/', '/posts/1', '/places'].map((path, index) => ({ index, url: `https://carillon.test${path}` }))
    expect(stepsBack(entries, entries[1] ?? { index: 0, url: null })).toBe(1)
    expect(stepsBack(entries, entries[0] ?? { index: 1, url: null })).toBe(0)
  })
})

test.each([
  ['/posts/120', '/'],
  ['/people/ana', '/'],
  ['/people/ana/followers', '/people/ana'],
  ['/places/7', '/places'],
  ['/places', '/'],
  ['/settings/devices', '/settings'],
  ['/settings', '/'],
  ['/nothing/of/the/kind', '/nothing/of/the'],
])('above %s is %s', (path, parent) => {
  expect(parentPath(path)).toBe(parent)
})
