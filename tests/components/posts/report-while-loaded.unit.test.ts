import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { live } from '@/components/live/live'
import { INITIAL } from '@/components/live/live-state'
import { reportWhileLoaded } from '@/components/posts/report-while-loaded'
import { LIMITS } from '@/lib/shared/limits'

let reports: string[][]
/** Brings the card of a post into view, or out of it. */
let scroll: Map<string, (isIntersecting: boolean) => void>
let leave: (() => void)[]

beforeEach(() => {
  vi.useFakeTimers()
  reports = []
  leave = []
  scroll = new Map()
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    reports.push(JSON.parse(body).postIds)
    return new Response(null, { status: 204 })
  })
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(private readonly seen: (entries: { isIntersecting: boolean }[]) => void) {}
      observe = ({ id }: { id: string }) => scroll.set(id, (isIntersecting) => this.seen([{ isIntersecting }]))
      disconnect = () => undefined
    },
  )
  live.set({ ...INITIAL, status: 'live', connectionId: 'one' })
})

afterEach(() => {
  for (const stop of leave) stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const load = (id: string) => leave.push(reportWhileLoaded({ id } as Element, id))

test('The posts of a list are reported while they are loaded, in view or not', async () => {
  for (const id of ['1', '2', '3']) load(id)
  for (const [id, isIntersecting] of [
    ['1', true],
    ['2', false],
    ['3', false],
  ] as const)
    scroll.get(id)?.(isIntersecting)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(new Set(reports.flat())).toEqual(new Set(['1', '2', '3']))
  scroll.get('1')?.(false)
  reports = []
  await vi.advanceTimersByTimeAsync(60_000)
  expect(new Set(reports.flat())).toEqual(new Set(['1', '2', '3']))
  leave.shift()?.()
  reports = []
  await vi.advanceTimersByTimeAsync(60_000)
  expect(new Set(reports.flat())).toEqual(new Set(['2', '3']))
})

test('Of more posts than a report has room for, those that came into view last are reported', async () => {
  for (let nth = 0; nth < LIMITS.view + 20; nth++) load(`${nth}`)
  await vi.advanceTimersByTimeAsync(1_000)
  scroll.get('0')?.(true)
  reports = []
  await vi.advanceTimersByTimeAsync(60_000)
  expect(reports.at(-1)).toHaveLength(LIMITS.view)
  expect(reports.at(-1)).toContain('0')
})
