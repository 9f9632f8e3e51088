import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStore } from '@/components/client/store'
import type { FeedState } from '@/components/feed/feed-state'
import { loadOlderPage } from '@/components/feed/load-pages'
import { readFeedAgain } from '@/components/feed/read-feed-again'
import { newFeedState } from '@/components/feed/receive-page'
import { plainPost } from '../../support/plain-post'

type Request = { path: string; answer: (body: unknown) => Promise<void> }

/** The requests of the browser, oldest first. */
let asked: Request[] = []

beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', (path: string) => {
    return new Promise<Response>((resolve) => {
      const answer = async (body: unknown) => {
        resolve(Response.json(body))
        await vi.waitFor(() => undefined)
      }
      asked.push({ path, answer })
    })
  })
})

afterEach(() => vi.unstubAllGlobals())

const posts = (from: number, count: number) => Array.from({ length: count }, (_, nth) => plainPost(String(from - nth)))
const feedOf = (count: number, nextCursor: string | null = null) =>
  createStore<FeedState>(newFeedState('1', { items: posts(1000, count), nextCursor }))

test('Ben’s feed of 270 posts asks for all that it holds: one page, and the rest a hundred at a time; what is missing vanishes', async () => {
  const feed = feedOf(270)
  const reading = readFeedAgain(feed, new AbortController().signal)
  expect(asked.map(({ path }) => path.replace(/ids=.*/, (ids) => `${ids.split(',').length} ids`))).toEqual([
    '/api/feed?limit=50',
    '/api/feed/posts?100 ids',
    '/api/feed/posts?100 ids',
    '/api/feed/posts?20 ids',
  ])
  const hidden = new Set(['999', '940', '800', '740'])
  for (const { path, answer } of asked) {
    const ids = /ids=(.*)/.exec(path)?.[1]?.split(',') ?? posts(1000, 50).map(({ id }) => id)
    const items = ids.filter((id) => !hidden.has(id)).map((id) => plainPost(id))
    await answer({ items, nextCursor: '950', position: null })
  }
  await reading
  expect(feed.get().shown).toEqual(
    posts(1000, 270)
      .map(({ id }) => id)
      .filter((id) => !hidden.has(id)),
  )
})

test('a short feed asks for one page and no more', () => {
  void readFeedAgain(feedOf(50), new AbortController().signal)
  expect(asked.map(({ path }) => path)).toEqual(['/api/feed?limit=50'])
})

test('an older page that was asked for before a block is asked for again', async () => {
  let round = 0
  const feed = feedOf(20, '981')
  const loading = loadOlderPage(feed, { round: () => round })
  round++
  await asked[0]?.answer({ items: posts(980, 2), nextCursor: null, position: null })
  await vi.waitFor(() => expect(asked).toHaveLength(2))
  expect(feed.get().shown).toHaveLength(20)
  await asked[1]?.answer({ items: posts(979, 1), nextCursor: null, position: null })
  await loading
  expect(feed.get().shown.slice(20)).toEqual(['979'])
})
