import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { live } from '@/components/live/live'
import { INITIAL } from '@/components/live/live-state'
import { reportShownPost } from '@/components/live/report-shown-post'

type Report = { to: string; postIds: string[]; at: number }

let reports: Report[]
let page: EventTarget & { visibilityState: string }
let leave: (() => void)[]

/** The server has answered hello on this connection. */
const connected = (connectionId: string) => live.set({ ...live.get(), status: 'live', connectionId })
const lost = () => live.set({ ...live.get(), status: 'lost' })
const show = (postId: string) => leave.push(reportShownPost(postId))
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const reportedTo = (to: string) => reports.filter((report) => report.to === to).flatMap(({ postIds }) => postIds)

// One clock for all: the tab knows when it has reported last.
beforeAll(() => void vi.useFakeTimers())
afterAll(() => void vi.useRealTimers())

beforeEach(async () => {
  await pass(5_000)
  reports = []
  leave = []
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('document', page)
  vi.stubGlobal('fetch', async (path: string, { body }: { body: string }) => {
    reports.push({ to: path.split('/')[3] ?? '', postIds: JSON.parse(body).postIds, at: Date.now() })
    return new Response(null, { status: 204 })
  })
  live.set(INITIAL)
})

afterEach(() => {
  for (const stop of leave) stop()
  vi.unstubAllGlobals()
})

describe('The posts that a tab shows', () => {
  test('are reported once a second while Ben scrolls on and on, each once', async () => {
    connected('one')
    for (let nth = 0; nth < 50; nth++) {
      show(`${nth}`)
      await pass(100)
    }
    await pass(1_000)
    expect(reportedTo('one')).toEqual(Array.from({ length: 50 }, (_, nth) => `${nth}`))
    const pauses = reports.slice(1).map(({ at }, nth) => at - (reports[nth]?.at ?? 0))
    expect(reports.length).toBeGreaterThanOrEqual(5)
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000)
    expect(Math.max(...pauses)).toBeLessThan(1_200)
  })

  test('are all reported to the new stream after another tab took over', async () => {
    connected('one')
    show('7')
    show('8')
    await pass(1_000)
    lost()
    await pass(2_000)
    connected('two')
    await pass(3_000)
    expect([reportedTo('one'), reportedTo('two')]).toEqual([
      ['7', '8'],
      ['7', '8'],
    ])
  })

  test('are reported also when they came while the stream was in doubt, and the others not again', async () => {
    connected('one')
    show('7')
    await pass(1_000)
    lost()
    show('8')
    await pass(1_000)
    expect(reportedTo('one')).toEqual(['7'])
    connected('one')
    await pass(3_000)
    expect(reportedTo('one')).toEqual(['7', '8'])
  })

  test('are not reported while the tab is hidden, and all when it is shown again', async () => {
    connected('one')
    page.visibilityState = 'hidden'
    show('7')
    await pass(5_000)
    expect(reports).toEqual([])
    page.visibilityState = 'visible'
    page.dispatchEvent(new Event('visibilitychange'))
    await pass(1_000)
    expect(reportedTo('one')).toEqual(['7'])
  })
})
