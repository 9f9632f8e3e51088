import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createStore, type Store } from '@/components/client/store'
import { askForReturned } from '@/components/feed/ask-for-returned'
import type { FeedState } from '@/components/feed/feed-state'
import { loadOlderPage } from '@/components/feed/load-pages'
import { readFeedAgain } from '@/components/feed/read-feed-again'
import { receiveChange } from '@/components/feed/receive-change'
import { newFeedState } from '@/components/feed/receive-page'
import { joinLate } from '@/components/feed/show-posts'
import type { Post } from '@/lib/shared/views'
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

/** Answers what was asked since, with these posts of those that were named; a page has the newest ones. */
async function answer(there: Post[]): Promise<void> {
  for (const { path, answer } of asked.splice(0)) {
    const ids = /ids=(.*)/.exec(path)?.[1]?.split(',')
    const items = ids ? there.filter(({ id }) => ids.includes(id)) : there.slice(0, 50)
    await answer({ items, nextCursor: ids ? undefined : (there[50]?.id ?? null), position: null })
  }
}

async function readAgain(feed: Store<FeedState>, there: Post[]): Promise<void> {
  let reading = true
  const end = readFeedAgain(feed, new AbortController().signal).finally(() => {
    reading = false
  })
  for (; reading; await new Promise(setImmediate)) await answer(there)
  await end
}

const without = (all: Post[], ...ids: string[]) => all.filter(({ id }) => !ids.includes(id))
const shownOf = (feed: Store<FeedState>) => joinLate(feed.get(), null).shown

test.each([
  ['at the top', '999'],
  ['further down', '800'],
  ['the last that is loaded', '731'],
])('a post that vanished, %s, is asked for again, and goes back where it was', async (_, id) => {
  const all = posts(1000, 270)
  const feed = feedOf(270, '731')
  await readAgain(feed, without(all, id))
  expect(shownOf(feed)).toEqual(without(all, id).map((one) => one.id))
  await readAgain(feed, all)
  expect(shownOf(feed)).toEqual(all.map((one) => one.id))
  expect(feed.get().waiting).toEqual([])
})

test('so is one whose deletion was announced, and one that is still gone stays away', async () => {
  const all = posts(1000, 270)
  const feed = feedOf(270)
  for (const postId of ['990', '801', '800']) feed.change((state) => receiveChange(state, { postId, deleted: true }))
  await readAgain(feed, without(all, '801'))
  expect(shownOf(feed)).toEqual(without(all, '801').map((one) => one.id))
  expect(feed.get().deleted.has('801')).toBe(true)
})

test('a post that is deleted while it is asked for does not come back', async () => {
  const all = posts(1000, 120)
  const feed = feedOf(120)
  feed.change((state) => receiveChange(state, { postId: '900', deleted: true }))
  const reading = readFeedAgain(feed, new AbortController().signal)
  feed.change((state) => receiveChange(state, { postId: '900', deleted: true }))
  await answer(all)
  await reading
  expect(shownOf(feed)).not.toContain('900')
})

test('with more new posts than the page has, those that it does not reach are asked for as well', async () => {
  const all = posts(1030, 130)
  const feed = feedOf(100)
  await readAgain(feed, without(all, '960'))
  expect(shownOf(feed)).toEqual(without(all.slice(30), '960').map((one) => one.id))
})

describe('A version of a post that the feed lacks', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.stubGlobal('document', { visibilityState: 'visible' })
  })
  afterEach(() => vi.useRealTimers())

  const bring = (feed: Store<FeedState>, ...ids: string[]) => {
    for (const id of ids) askForReturned(feed, { event: 'post', change: { post: plainPost(id) } })
  }
  const paths = () => asked.map(({ path }) => path)

  test('is asked for within five seconds, all in one request: the post was hidden when the feed was loaded', async () => {
    const all = posts(1000, 120)
    const feed = createStore<FeedState>(newFeedState('1', { items: without(all, '950', '940'), nextCursor: '881' }))
    bring(feed, '950', '940', '950')
    expect(paths()).toEqual([])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(paths()).toEqual(['/api/feed/posts?ids=950,940'])
    // 940 is of somebody whom Ben does not follow: he has its page open.
    await answer(without(all, '940'))
    await vi.waitFor(() => expect(shownOf(feed)).toEqual(without(all, '940').map((one) => one.id)))
    bring(feed, '940', '940')
    await vi.advanceTimersByTimeAsync(59_000)
    expect(paths()).toEqual([])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(paths()).toEqual(['/api/feed/posts?ids=940'])
  })

  test('is not, when the post is newer than all that are there, or on an older page: it comes by itself', async () => {
    bring(feedOf(20, '981'), '1001', '900', '990')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(paths()).toEqual([])
  })

  test('is not, when the feed has a gap, or the post is being sent from here', async () => {
    const all = posts(1000, 20)
    const feed = createStore<FeedState>(newFeedState('1', { items: without(all, '990'), nextCursor: null }))
    feed.change((state) => ({ ...state, gap: true }))
    bring(feed, '990')
    feed.change((state) => ({ ...state, gap: false, setAside: [plainPost('990')] }))
    bring(feed, '990')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(paths()).toEqual([])
    feed.change((state) => ({ ...state, setAside: [] }))
    bring(feed, '990')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(paths()).toEqual(['/api/feed/posts?ids=990'])
  })

  test('of one that vanished is asked for, also when it was the newest', async () => {
    const all = posts(1000, 20)
    const feed = feedOf(20)
    await readAgain(feed, without(all, '1000'))
    bring(feed, '1000')
    await vi.advanceTimersByTimeAsync(5_000)
    await answer(all)
    await vi.waitFor(() => expect(shownOf(feed)).toEqual(all.map((one) => one.id)))
  })
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
