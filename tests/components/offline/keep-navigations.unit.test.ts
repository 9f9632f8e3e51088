import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepNavigations, waitingPages } from '@/components/offline/keep-navigations'
import { retryNow } from '@/components/ui/lazy-retry'

const NAVIGATION = { headers: { rsc: '1', 'next-router-state-tree': 'tree' } }
const AWAY = () => Promise.reject(new TypeError('Failed to fetch'))
const answers = (status: number) => () => Promise.resolve(new Response('', { status }))

let end = () => {}

/** The network gives these answers, one after the other. */
function network(...given: (() => Promise<Response>)[]) {
  const ask = vi.fn(() => (given.length > 1 ? given.shift() : given[0])?.() ?? AWAY())
  vi.stubGlobal('window', { fetch: ask })
  end = keepNavigations()
  return ask
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  end()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('a page that a link leads to waits while the network is away, and comes when it is back', async () => {
  const ask = network(AWAY, AWAY, answers(200))
  const page = window.fetch('/people/ben', NAVIGATION)
  await vi.advanceTimersByTimeAsync(3_000)
  expect([ask.mock.calls.length, waitingPages.get()]).toEqual([2, 1])
  await vi.advanceTimersByTimeAsync(3_000)
  expect((await page).status).toBe(200)
  expect(waitingPages.get()).toBe(0)
})

test('it waits as well while a proxy says that the site is away; what the site itself answers is an answer', async () => {
  network(answers(502), answers(503), answers(504), answers(500))
  const page = window.fetch('/people/ben', NAVIGATION)
  retryNow()
  await vi.advanceTimersByTimeAsync(9_000)
  expect((await page).status).toBe(500)
  expect(waitingPages.get()).toBe(0)
})

test('a request that was called off is not made again', async () => {
  const ask = network(() => Promise.reject(new DOMException('aborted', 'AbortError')))
  await expect(window.fetch('/people/ben', NAVIGATION)).rejects.toThrow('aborted')
  expect([ask.mock.calls.length, waitingPages.get()]).toEqual([1, 0])
})

test.each([
  ['the API', { method: 'POST' }],
  ['a page that is read ahead', { headers: { rsc: '1', 'next-router-prefetch': '1' } }],
])('%s fails at once', async (_what, init) => {
  network(AWAY)
  await expect(window.fetch('/', init)).rejects.toThrow('Failed to fetch')
  expect(waitingPages.get()).toBe(0)
})

test('a site that has too many requests of the reader is asked again when it wants to be, and not before', async () => {
  const busy = () => Promise.resolve(new Response('', { status: 429, headers: { 'retry-after': '20' } }))
  const ask = network(busy, answers(200))
  const page = window.fetch('/people/ben', NAVIGATION)
  await vi.advanceTimersByTimeAsync(19_000)
  expect([ask.mock.calls.length, waitingPages.get()]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(1_000)
  expect((await page).status).toBe(200)
  expect(waitingPages.get()).toBe(0)
})
