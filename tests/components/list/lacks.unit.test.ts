import { describe, expect, test } from 'vitest'
import { lacks } from '@/components/list/lacks'
import type { Page, Post } from '@/lib/shared/views'
import { plainPost } from '../../support/plain-post'

const OF_ANA = '/api/users/ana/posts'
const list = (ids: number[], nextCursor: string | null = null, path = OF_ANA): { path: string; pages: unknown } => {
  const page: Page<Post> = { items: ids.map((id) => plainPost(String(id))), nextCursor }
  return { path, pages: { pages: [page], pageParams: [null] } }
}

describe('Ana’s profile lacks a post of hers', () => {
  test('that would stand among those it has, at the end of the list, or alone', () => {
    expect(lacks(list([30, 10]), plainPost('20'))).toBe(true)
    expect(lacks(list([30, 20]), plainPost('10'))).toBe(true)
    expect(lacks(list([]), plainPost('10'))).toBe(true)
  })

  test('but not one that it has, that is new, that is on an older page, or before it was read', () => {
    expect(lacks(list([30, 20]), plainPost('20'))).toBe(false)
    expect(lacks(list([30, 20]), plainPost('40'))).toBe(false)
    expect(lacks(list([30, 20], '20'), plainPost('10'))).toBe(false)
    expect(lacks({ path: OF_ANA, pages: undefined }, plainPost('10'))).toBe(false)
  })

  test('and neither does the profile of Ben, nor the list of another place', () => {
    expect(lacks(list([30, 10], null, '/api/users/ben/posts'), plainPost('20'))).toBe(false)
    expect(lacks(list([30, 10], null, '/api/places/7/posts'), plainPost('20'))).toBe(false)
    const place = { id: '7', name: 'The Anchor', kind: 'pub' }
    const checkIn = plainPost('20', { activity: { verb: 'visited', place } })
    expect(lacks(list([30, 10], null, '/api/places/7/posts'), checkIn)).toBe(true)
  })
})
