import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { doubts, newElection } from '@/components/live/election'
import { SimulatedBrowser } from './simulated-browser'

function village(count: number): { browser: SimulatedBrowser; tabs: string[]; leader: string; followers: string[] } {
  const browser = new SimulatedBrowser()
  const tabs = Array.from({ length: count }, () => browser.open())
  browser.settle()
  const [leader = ''] = browser.leaders()
  return { browser, tabs, leader, followers: tabs.filter((name) => name !== leader) }
}

const doubting = (browser: SimulatedBrowser, name: string) =>
  doubts(browser.tabs.get(name)?.election ?? newElection('', null))

describe('The tab that holds the stream', () => {
  test('is one of eight that are opened at once', () => {
    const { browser, leader } = village(8)
    expect([browser.leaders(), browser.followed()]).toEqual([[leader], new Set([leader])])
  })

  test('stays the same while it answers, however long', () => {
    const { browser, leader } = village(3)
    const before = browser.takeovers
    browser.pass(100)
    expect([browser.leaders(), browser.takeovers]).toEqual([[leader], before])
  })

  test('stays the same when a tab is opened that has found its claim', () => {
    const { browser, leader } = village(2)
    browser.open(browser.tabs.get(leader)?.election.leader)
    browser.pass(5)
    expect(browser.leaders()).toEqual([leader])
  })

  test('is replaced at once when it closes', () => {
    const { browser, leader } = village(3)
    browser.close(leader)
    browser.settle()
    expect(browser.leaders()).toHaveLength(1)
  })

  test('is doubted after two ticks without an answer and replaced after three, and not before', () => {
    const { browser, leader, followers } = village(2)
    const [follower = ''] = followers
    browser.hang(leader)
    browser.tick(follower)
    expect(doubting(browser, follower)).toBe(false)
    browser.tick(follower)
    expect([doubting(browser, follower), browser.leaders()]).toEqual([true, []])
    browser.tick(follower)
    browser.settle()
    expect(browser.leaders()).toEqual([follower])
  })

  test('is doubted no more, and not replaced, when it answers late', () => {
    const { browser, leader, followers } = village(2)
    const [follower = ''] = followers
    browser.hang(leader)
    browser.tick(follower)
    browser.tick(follower)
    browser.wake(leader)
    browser.settle()
    expect([doubting(browser, follower), browser.leaders()]).toEqual([false, [leader]])
  })

  test('yields when it wakes up after it was replaced, and the others stay with the new one', () => {
    const { browser, leader } = village(4)
    browser.hang(leader)
    browser.pass(3)
    const [next = ''] = browser.leaders()
    const before = browser.takeovers
    browser.wake(leader)
    browser.settle()
    expect([browser.leaders(), browser.followed(), browser.takeovers]).toEqual([[next], new Set([next]), before])
  })

  test('yields also when the clock was set back before it was replaced', () => {
    const { browser, leader } = village(3)
    browser.hang(leader)
    browser.clock -= 500
    browser.pass(3)
    const replaced = browser.leaders()
    browser.wake(leader)
    browser.settle()
    expect(browser.leaders()).toEqual(replaced)
  })

  test('is not replaced by a tab that was suspended itself: the answers that wait for it are read first', () => {
    const { browser, leader, followers } = village(2)
    const [follower = ''] = followers
    browser.tick(follower)
    browser.hang(follower)
    browser.settle()
    browser.wake(follower)
    // Its late tick comes before the messages.
    browser.tick(follower)
    browser.settle()
    browser.pass(2)
    expect(browser.leaders()).toEqual([leader])
  })

  test('that has crashed is replaced by a new tab that has found its claim', () => {
    const { browser, leader } = village(1)
    const known = browser.tabs.get(leader)?.election.leader ?? null
    browser.tabs.delete(leader)
    const next = browser.open(known)
    browser.pass(2)
    expect(browser.leaders()).toEqual([])
    browser.pass(2)
    expect(browser.leaders()).toEqual([next])
  })
})

/** What can happen next, to one of five tabs. */
const happening = fc.record({
  what: fc.constantFrom('open', 'deliver', 'deliver', 'deliver', 'tick', 'claim', 'hang', 'wake', 'close', 'crash'),
  which: fc.nat(4),
  choice: fc.integer({ min: -2_000, max: 2_000 }),
})

type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never

function happen(browser: SimulatedBrowser, { what, which, choice }: Happening) {
  const names = [...browser.tabs.keys()]
  const name = names[which % names.length] ?? ''
  if (what === 'open' && names.length < 5) browser.open()
  else if (what === 'deliver') browser.deliver(name, Math.abs(choice))
  else if (what === 'tick') browser.tick(name)
  else if (what === 'claim') browser.claim(name, choice)
  else if (what === 'hang') browser.hang(name)
  else if (what === 'wake') browser.wake(name)
  else if (what === 'close') browser.close(name)
  else if (what === 'crash') browser.tabs.delete(name)
}

describe('Whatever happens', () => {
  test('three ticks later exactly one tab that is awake holds the stream, and all that are awake follow it', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 80 }), (all) => {
        const browser = new SimulatedBrowser()
        for (const one of all) happen(browser, one)
        browser.pass(4)
        const awake = browser.awake().length
        expect([browser.leaders().length, browser.followed().size]).toEqual(awake === 0 ? [0, 0] : [1, 1])
        // And it stays so.
        const [leader, takeovers] = [browser.leaders(), browser.takeovers]
        browser.pass(4)
        expect([browser.leaders(), browser.takeovers]).toEqual([leader, takeovers])
      }),
      { numRuns: 2_000 },
    )
  })

  test('it is still so when all tabs that hang wake up', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 80 }), (all) => {
        const browser = new SimulatedBrowser()
        for (const one of all) happen(browser, one)
        for (const [name] of browser.tabs) browser.wake(name)
        browser.settle()
        browser.pass(4)
        const any = browser.tabs.size > 0
        expect([browser.leaders().length, browser.followed().size]).toEqual(any ? [1, 1] : [0, 0])
      }),
      { numRuns: 2_000 },
    )
  })
})
