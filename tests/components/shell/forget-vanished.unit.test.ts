import { beforeEach, expect, test, vi } from 'vitest'
import { generationNow } from '@/components/client/forget-stored-pages'
import type { Frame } from '@/components/live/frames'
import { forgetVanished } from '@/components/shell/forget-vanished'
import type { Post } from '@/lib/shared/views'
import { memoryCaches } from '../service-worker/cache-storage'

const PAGES: Record<string, string> = {
  '/': '<article data-post-id="7001"></article><article data-post-id="70011"></article>',
  '/posts/7001': '<article data-post-id="7001"></article>',
  '/people/ben': String.raw`{\"id\":\"501\",\"handle\":\"ben\"}`,
  '/places': 'Places',
}

const left = async () => {
  if (!(await caches.has('carillon-pages'))) return []
  return (await (await caches.open('carillon-pages')).keys()).map(({ url }) => new URL(url).pathname)
}

beforeEach(async () => {
  vi.stubGlobal('caches', memoryCaches())
  const cache = await caches.open('carillon-pages')
  for (const [path, html] of Object.entries(PAGES)) await cache.put(path, new Response(html))
})

const REST = { version: '1', serverTime: '2026-11-28T14:32:00.000Z' }
const HELLO = {
  position: 'e:1',
  connectionId: 'c',
  notifications: { version: '1', unseen: 0, unread: 0, headSeq: '0' },
}

test.each<[string, Frame, string[]]>([
  [
    'a post that she may not see any more',
    { event: 'post', change: { postId: '7001', deleted: true } },
    ['/people/ben', '/places'],
  ],
  ['another', { event: 'post', change: { postId: '70011', deleted: true } }, ['/posts/7001', '/people/ben', '/places']],
  [
    'a person who is gone',
    { event: 'person', userId: '501', gone: true, version: '2' },
    ['/', '/posts/7001', '/places'],
  ],
  ['a block', { event: 'reset', position: 'e:1', reason: 'graph', withinMs: 0 }, []],
  ['a gap', { ...REST, ...HELLO, event: 'hello', mode: 'reset', reason: 'trimmed', withinMs: 0 } as Frame, []],
])('%s leaves no copy', async (_, frame, paths) => {
  const before = await generationNow()
  await forgetVanished(frame)
  expect(await left()).toEqual(paths)
  // What was asked for before is not stored afterwards.
  expect(await generationNow()).not.toBe(before)
})

test.each<[string, Frame]>([
  ['a change of a post', { event: 'post', change: { post: { id: '7001' } as Post } }],
  [
    'a new name',
    { event: 'person', user: { id: '501', handle: 'ben', name: 'Benjamin', bio: '', avatarUrl: null }, version: '2' },
  ],
  ['a stream that goes on', { ...REST, ...HELLO, event: 'hello', mode: 'live' } as Frame],
])('%s leaves all copies', async (_, frame) => {
  await forgetVanished(frame)
  expect(await left()).toEqual(Object.keys(PAGES))
})

test('on plain http there is nothing to forget', async () => {
  vi.unstubAllGlobals()
  await expect(
    forgetVanished({ event: 'reset', position: null, reason: 'graph', withinMs: 0 }),
  ).resolves.toBeUndefined()
})
