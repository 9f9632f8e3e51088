import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Frame } from '@/components/live/frames'
import { live, receive, unseenHere } from '@/components/live/live'
import { INITIAL } from '@/components/live/live-state'
import { type BellList, bellListOf } from '@/components/notifications/bell-list'
import { rowsOf } from '@/components/notifications/bell-list-state'
import { archive, markAllRead, markRead } from '@/components/notifications/mark-rows'
import { toasts } from '@/components/ui/toast'
import type { NotificationPage, NotificationState } from '@/lib/shared/views'
import { plainPost } from '../../support/plain-post'
import { aGroup, aPage, aState, someNews } from './a-group'

type Request = { what: string; answer: (body: NotificationPage | NotificationState) => void; refuse: () => void }

/** The requests of the browser without an answer, oldest first. */
let waiting: Request[] = []
let asked: string[] = []
let list: BellList
let stop: () => void

function request(path: string, { method, body }: { method: string; body?: string }): Promise<Response> {
  return new Promise((resolve) => {
    const what = `${method} ${path.replace('/api/notifications', '')} ${body ?? ''}`.trim()
    const refusal = { error: { code: 'database_away', message: 'Later, please.' } }
    asked.push(what)
    waiting.push({
      what,
      answer: (view) => resolve(Response.json(view)),
      refuse: () => resolve(Response.json(refusal, { status: 503 })),
    })
  })
}

/** Runs everything that waits for no time. */
const settle = () => vi.advanceTimersByTimeAsync(0)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

async function answer(body: NotificationPage | NotificationState) {
  waiting.shift()?.answer(body)
  await settle()
}

async function refuse() {
  waiting.shift()?.refuse()
  await settle()
}

const news = (...given: Parameters<typeof someNews>): Frame => ({ event: 'notifications', ...someNews(...given) })
const idsOf = () => rowsOf(list.store.get(), 'all').map(({ id }) => id)
const readOf = (id: string) => rowsOf(list.store.get(), 'all').find((row) => row.id === id)?.read
const FIRST = aPage(aState('10', 2), [aGroup('b', '10'), aGroup('a', '9')])

beforeEach(async () => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', request)
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => undefined })
  live.set(INITIAL)
  toasts.set([])
  waiting = []
  asked = []
  list = bellListOf('1')
  stop = list.listen()
  list.show('all')
  await answer(FIRST)
  asked = []
})

afterEach(async () => {
  while (waiting.length > 0) await refuse()
  stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('A list that lacks something', () => {
  test('is loaded again once, however many frames show it, with one request at a time', async () => {
    for (const version of ['13', '15', '17', '19']) receive(news(version, [aGroup(version, version)]))
    receive({ event: 'bell', state: aState('20') })
    await pass(2_000)
    expect(asked).toEqual(['GET ?filter=all&limit=20'])
    receive(news('22', [aGroup('22', '22')]))
    await pass(20_000)
    expect(asked).toHaveLength(1)
    const all = ['22', '19', '17', '15', '13'].map((version) => aGroup(version, version))
    await answer(aPage(aState('22', 5), [...all, aGroup('b', '10'), aGroup('a', '9')]))
    await pass(20_000)
    expect(asked).toHaveLength(1)
    expect(idsOf()).toEqual(['22', '19', '17', '15', '13', 'b', 'a'])
  })

  test('is not loaded again for a frame that is only late', async () => {
    receive(news('12', [aGroup('d', '12')]))
    await pass(300)
    receive(news('11', [aGroup('c', '11')]))
    await pass(20_000)
    expect(asked).toEqual([])
    expect(idsOf()).toEqual(['d', 'c', 'b', 'a'])
  })

  test('is loaded again when that failed, and shows what it has meanwhile', async () => {
    receive({ event: 'bell', state: aState('12') })
    await pass(2_000)
    await refuse()
    expect(idsOf()).toEqual(['b', 'a'])
    await pass(20_000)
    expect(asked).toHaveLength(2)
  })

  test('is loaded again at once when a screen shows it again, and not before', async () => {
    const hide = list.show('mentions')
    await answer(aPage(aState('10'), []))
    hide()
    asked = []
    receive({ event: 'bell', state: aState('12') })
    await pass(2_000)
    await answer(aPage(aState('12'), [aGroup('b', '10')]))
    expect(asked).toEqual(['GET ?filter=all&limit=20'])
    list.show('mentions')
    await settle()
    expect(asked).toEqual(['GET ?filter=all&limit=20', 'GET ?filter=mentions&limit=20'])
  })
})

describe('A mark', () => {
  test('that is refused is taken back, says so, and is sent again by Retry', async () => {
    markRead(list, aGroup('b', '10'))
    await settle()
    expect([readOf('b'), asked]).toEqual([true, ['PUT /b/read']])
    await refuse()
    expect(readOf('b')).toBe(false)
    const [message] = toasts.get()
    expect(message).toMatchObject({ text: 'Later, please.', action: { label: 'Retry' } })
    message?.action?.onClick()
    await settle()
    expect([readOf('b'), asked]).toEqual([true, ['PUT /b/read', 'PUT /b/read']])
  })

  test('waits for the one before, so that the last press is the last to arrive', async () => {
    markRead(list, aGroup('b', '10'))
    archive(list, aGroup('b', '10'))
    await settle()
    expect([idsOf(), asked]).toEqual([['a'], ['PUT /b/read']])
    await answer(aState('11', 1))
    expect(asked).toEqual(['PUT /b/read', 'PUT /b/archived'])
  })

  test('of everything names what was shown, not what has come since', async () => {
    const shown = list.store.get().views.all?.headSeq ?? ''
    receive(news('11', [aGroup('c', '11')]))
    markAllRead(list, shown)
    await settle()
    expect(asked).toEqual(['PUT /read {"upTo":"10"}'])
    await answer(aState('12', 1))
    expect([readOf('a'), readOf('b'), readOf('c')]).toEqual([true, true, false])
  })
})

describe('What was seen', () => {
  const badge = () => unseenHere.get() ?? live.get().bell?.unseen

  test('leaves the badge at once, and no late answer brings it back', async () => {
    list.markSeen('10')
    expect(badge()).toBe(0)
    receive(news('12', [aGroup('a', '12')], 1))
    expect(badge()).toBe(1)
    await answer(aState('11', 0))
    expect(badge()).toBe(1)
    receive({ event: 'bell', state: aState('10', 2) })
    expect(badge()).toBe(1)
  })

  test('comes back to the badge when it could not be sent, with one message about it', async () => {
    list.markSeen('10')
    await refuse()
    expect(badge()).toBe(2)
    expect(toasts.get().map(({ action }) => action?.label)).toEqual(['Retry'])
    receive(news('11', [aGroup('c', '11')], 3))
    list.markSeen('11')
    await refuse()
    expect([badge(), toasts.get().length]).toEqual([3, 1])
    toasts.get()[0]?.action?.onClick()
    expect(badge()).toBe(0)
    await answer(aState('12', 0))
    expect([badge(), asked.at(-1)]).toEqual([0, 'PUT /seen {"upTo":"11"}'])
  })

  test('is sent with one request at a time while new rows come into view', async () => {
    list.markSeen('10')
    for (const version of ['11', '12', '13']) {
      receive(news(version, [aGroup(version, version)], 1))
      list.markSeen(version)
      expect(badge()).toBe(0)
    }
    receive(news('14', [aGroup('a', '14', { seq: '9', seen: true })], 3))
    await answer(aState('14', 3, { headSeq: '13' }))
    await pass(1_000)
    expect(asked).toEqual(['PUT /seen {"upTo":"10"}', 'PUT /seen {"upTo":"13"}'])
  })

  test('is not sent twice', async () => {
    list.markSeen('10')
    await answer(aState('11', 0, { headSeq: '10' }))
    list.markSeen('10')
    list.markSeen('9')
    expect(asked).toEqual(['PUT /seen {"upTo":"10"}'])
  })
})

describe('Rows whose post or people may be hidden by now', () => {
  const post = (id: string) => plainPost(id)

  test('are read again after a reset, although no row has another version: the post leaves its row', async () => {
    receive(news('11', [aGroup('c', '11', { post: post('5') })]))
    expect(rowsOf(list.store.get(), 'all')[0]?.post).toBeDefined()
    receive({ event: 'reset', reason: 'graph', withinMs: 0, position: 'e:1' })
    await settle()
    expect(asked).toEqual(['GET ?filter=all&limit=20'])
    await answer(aPage(aState('11', 1), [aGroup('c', '11'), aGroup('b', '10'), aGroup('a', '9')]))
    expect(rowsOf(list.store.get(), 'all')[0]?.post).toBeUndefined()
    expect(idsOf()).toEqual(['c', 'b', 'a'])
  })

  test('are not read again for a frame that says what it changes', async () => {
    receive({ event: 'post', change: { postId: '5', deleted: true } })
    await pass(30_000)
    expect(asked).toEqual([])
  })
})
