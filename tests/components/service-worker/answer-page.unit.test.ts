import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { generationNow } from '@/components/client/forget-stored-pages'
import { memoryCaches } from './cache-storage'

vi.stubGlobal('CARILLON_FILES', { build: 'test', paths: [] })
const { answerNavigation, answerPage } = await import('@/components/service-worker/answer-page')
const { storePage } = await import('@/components/service-worker/stored-pages')

const SITE = 'https://carillon.example'
const page = (text: string) =>
  new Response(`<html><head><meta name="carillon-viewer" content="120"/></head>${text}</html>`, {
    headers: { 'content-type': 'text/html' },
  })

/** The answers of the network, in the order of the requests. */
let answer: (response: Response | Error) => void = () => undefined

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('caches', memoryCaches())
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('fetch', () => {
    return new Promise<Response>((resolve, reject) => {
      answer = (response) => (response instanceof Error ? reject(response) : resolve(response))
    })
  })
  await storePage({ address: `${SITE}/`, response: page('old'), askedIn: await generationNow() })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Ana asks for a page; `now` is what the worker has answered by then, null for nothing. */
function ask(how: typeof answerPage, path: string) {
  const work: Promise<unknown>[] = []
  let now: Response | null = null
  const answering = how({
    request: new Request(SITE + path),
    waitUntil: (more) => work.push(more),
    respondWith: () => undefined,
  })
  void answering.then((response) => {
    now = response
  })
  return {
    after: async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms)
      return (now as Response | null)?.text() ?? null
    },
    answering,
  }
}

test('a slow site is waited for: its answer is shown, not the copy', async () => {
  const asked = ask(answerPage, '/')
  expect(await asked.after(8_000)).toBeNull()
  answer(page('new'))
  expect(await asked.after(1)).toContain('new')
})

test('after ten seconds the copy is shown, with the word slow', async () => {
  const html = await ask(answerPage, '/').after(10_001)
  expect(html).toContain('old')
  expect(html).toContain('data-shown-as="slow"')
})

test.each<[string, Response | Error, string]>([
  ['the network is away', new TypeError('Failed to fetch'), 'away'],
  ['a proxy answers for the site', new Response('Bad Gateway', { status: 502 }), 'away'],
  ['too many pages were loaded', new Response('That was a bit much', { status: 429 }), 'busy'],
])('the copy is shown at once when %s', async (_, failure, cause) => {
  const asked = ask(answerPage, '/')
  answer(failure)
  const html = await asked.after(1)
  expect(html).toContain('old')
  expect(html).toContain(`data-shown-as="${cause}"`)
})

test('a browser that knows of no network does not wait long', async () => {
  vi.stubGlobal('navigator', { onLine: false })
  expect(await ask(answerPage, '/').after(2_001)).toContain('data-shown-as="away"')
})

test('without a copy a slow site is waited for, by a page load and by a navigation', async () => {
  for (const how of [answerPage, answerNavigation]) {
    const asked = ask(how, '/places')
    expect(await asked.after(60_000)).toBeNull()
    answer(new Response('here', { status: 203 }))
    expect(await asked.after(1)).toBe('here')
  }
})

test('without a copy and without the network a page load says so, and a navigation fails', async () => {
  const load = ask(answerPage, '/places')
  answer(new TypeError('Failed to fetch'))
  expect(await load.after(1)).toContain('You are offline')
  const navigation = ask(answerNavigation, '/places')
  answer(new TypeError('Failed to fetch'))
  await navigation.after(1)
  expect((await navigation.answering).type).toBe('error')
})

test('a slow navigation becomes a page load, which shows the copy without waiting once more', async () => {
  expect(await ask(answerNavigation, '/').after(9_000)).toBeNull()
  const navigation = ask(answerNavigation, '/')
  expect(await navigation.after(10_001)).toBe('')
  expect(await ask(answerPage, '/').after(1)).toContain('data-shown-as="slow"')
  expect(await ask(answerPage, '/').after(1)).toBeNull()
})
