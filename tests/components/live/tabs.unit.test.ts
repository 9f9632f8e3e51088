import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { joinTabs, nameOfTabs, type TabMessage } from '@/components/live/tabs'

const ANA = '7'

let browser: AbortController
/** What a tab of this version has received. */
let received: TabMessage[]

beforeEach(() => {
  browser = new AbortController()
  received = []
})

afterEach(() => browser.abort())

function openTab(receive: (message: TabMessage) => void = () => {}) {
  return joinTabs(nameOfTabs(ANA), receive, browser.signal)
}

/** A tab of the version before the channel had a version. Its messages have other kinds. */
function openOldTab(receive: (message: unknown) => void) {
  const channel = new BroadcastChannel(`carillon:${ANA}`)
  channel.onmessage = ({ data }) => receive(data)
  browser.signal.addEventListener('abort', () => channel.close())
  return (message: unknown) => channel.postMessage(message)
}

describe('Tabs of one browser', () => {
  test('of the same version receive what the others send', async () => {
    openTab((message) => received.push(message))
    openTab()({ kind: 'ask-state' })
    await vi.waitFor(() => expect(received).toEqual([{ kind: 'ask-state' }]))
  })

  test('of two versions do not receive each other, so that none misreads the other', async () => {
    const receivedByOld: unknown[] = []
    const sendAsOld = openOldTab((message) => receivedByOld.push(message))
    openTab((message) => received.push(message))
    const send = openTab()

    sendAsOld({ kind: 'where' })
    send({ kind: 'ask-state' })
    // Another old tab sends last: when it is received, everything before it has been delivered, too.
    openOldTab(() => {})({ kind: 'here' })

    await vi.waitFor(() => expect(receivedByOld).toEqual([{ kind: 'here' }]))
    await vi.waitFor(() => expect(received).toEqual([{ kind: 'ask-state' }]))
  })

  test('that show two viewers have two names', () => {
    expect(nameOfTabs(ANA)).not.toBe(nameOfTabs('8'))
  })
})
