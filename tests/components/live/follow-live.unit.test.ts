import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { followLive } from '@/components/live/follow-live'
import { live, onFrame, receive } from '@/components/live/live'
import { INITIAL, recheckWithin } from '@/components/live/live-state'
import { joinTabs, nameOfTabs, type TabMessage } from '@/components/live/tabs'

const ANA = '7'
const BELL = { version: '1', unseen: 0, unread: 0, headSeq: '0' }

let page: EventTarget & { visibilityState: string }
let browser: AbortController
let stop: () => void
/** How often something asked the parts of the page to read again what they show. */
let rechecks: number
/** What the other tab has heard. */
let heard: TabMessage['kind'][]

beforeEach(() => {
  browser = new AbortController()
  rechecks = 0
  heard = []
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('document', page)
  vi.stubGlobal('window', new EventTarget())
  // The stream of this tab opens, and nothing is ever answered.
  vi.stubGlobal('fetch', () => new Promise(() => undefined))
  vi.stubGlobal(
    'EventSource',
    class extends EventTarget {
      close() {}
    },
  )
  live.set(INITIAL)
  const stopCounting = onFrame((frame, before) => {
    if (recheckWithin(frame, before) !== null) rechecks++
  })
  browser.signal.addEventListener('abort', stopCounting)
})

afterEach(() => {
  stop()
  browser.abort()
  vi.unstubAllGlobals()
})

/** Another tab, which holds the stream and answers. Returns how to send its claim and its state. */
function openLeader(): () => void {
  const claim = { term: Date.now() + 1_000_000, tab: 'leader' }
  const send = joinTabs(nameOfTabs(ANA), receiveThere, browser.signal)
  const sendState = () =>
    send({ kind: 'state', status: 'live', connectionId: 'one', degraded: false, position: 'e:1', bell: BELL, claim })
  function receiveThere({ kind }: TabMessage) {
    heard.push(kind)
    if (kind === 'ask-leader') send({ kind: 'lead', claim })
    if (kind === 'ask-state') sendState()
  }
  return () => {
    send({ kind: 'lead', claim })
    sendState()
  }
}

const isLive = () => vi.waitFor(() => expect(live.get().status).toBe('live'), 3_000)

describe('A tab that follows another', () => {
  test.each([
    ['keeps for Back', 'pagehide', 'pageshow'],
    ['suspends', 'freeze', 'resume'],
  ])(
    'and that the browser %s has no stream meanwhile, and reads again what it shows when it is back',
    async (_, away, back) => {
      openLeader()
      stop = followLive(ANA)
      await isLive()
      expect(rechecks).toBe(0)
      for (const target of [window, page]) target.dispatchEvent(new Event(away))
      expect(live.get().status).toBe('lost')
      for (const target of [window, page]) target.dispatchEvent(new Event(back))
      await isLive()
      expect(rechecks).toBe(1)
      expect(live.get().connectionId).toBe('one')
    },
  )

  test('and asks for the state of a stream that it has had all the time reads nothing again', async () => {
    openLeader()
    stop = followLive(ANA)
    await isLive()
    page.dispatchEvent(new Event('visibilitychange'))
    await vi.waitFor(() => expect(heard.filter((kind) => kind === 'ask-state')).toHaveLength(2))
    await isLive()
    expect(rechecks).toBe(0)
  })

  test('has a hello, which says to its parts that the stream is there', async () => {
    openLeader()
    const frames: string[] = []
    const stopListening = onFrame(({ event }) => frames.push(event))
    stop = followLive(ANA)
    await isLive()
    stopListening()
    expect(frames).toContain('hello')
  })
})

test('A tab that led, hung, and finds another leader reads again what it shows', async () => {
  stop = followLive(ANA)
  await new Promise((resolve) => setTimeout(resolve, 200))
  receive({ event: 'hello', mode: 'live', connectionId: 'own', position: 'e:1', notifications: BELL })
  expect(live.get()).toMatchObject({ status: 'live', connectionId: 'own' })
  openLeader()()
  await vi.waitFor(() => expect(live.get().connectionId).toBe('one'), 3_000)
  expect(rechecks).toBe(1)
})

describe('A session that an answer has ended', () => {
  test('stays ended, whatever the tab that holds the stream says', async () => {
    const sendState = openLeader()
    stop = followLive(ANA)
    await isLive()
    receive({ event: 'ended' })
    sendState()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(live.get().status).toBe('ended')
  })

  test('ends the stream of this tab: another may lead at once', async () => {
    const listener = joinTabs(nameOfTabs(ANA), ({ kind }) => heard.push(kind), browser.signal)
    stop = followLive(ANA)
    await vi.waitFor(() => expect(heard).toContain('lead'), 3_000)
    receive({ event: 'ended' })
    await vi.waitFor(() => expect(heard).toContain('left'), 1_000)
    listener({ kind: 'ask-leader' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(heard.at(-1)).toBe('left')
  })
})
