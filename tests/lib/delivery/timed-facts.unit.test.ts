import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { makeTimedSender } from '@/lib/delivery/timed-facts'

/** A sender by a text that changes; each reading of the clock is a second later than the last. */
function senderOf(texts: string[]) {
  let time = 0
  const reads: string[] = []
  const sender = makeTimedSender({
    what: 'a text',
    clock: async () => {
      reads.push('clock')
      time += 1000
      return time
    },
    read: async () => {
      reads.push('facts')
      return texts.shift() ?? 'the last text'
    },
  })
  return { sender, reads }
}

describe('timed facts', () => {
  it('carry the time from before they were read', async () => {
    const { sender, reads } = senderOf(['first'])
    expect(await sender.current()).toEqual({ readAt: 1000, facts: 'first' })
    expect(reads).toEqual(['clock', 'facts'])
  })

  it('are shared by sends that follow each other at once, and by sends at the same time', async () => {
    const { sender, reads } = senderOf(['first', 'second'])
    const sent = await Promise.all([1, 2, 3].map(() => sender.send(async ({ facts }) => facts)))
    sent.push(await sender.send(async ({ facts }) => facts))
    expect(sent).toEqual(['first', 'first', 'first', 'first'])
    expect(reads).toEqual(['clock', 'facts'])
  })

  it('are not shared any more after a quarter of a second', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { sender } = senderOf(['first', 'second'])
    expect((await sender.current()).facts).toBe('first')
    vi.advanceTimersByTime(250)
    expect((await sender.current()).facts).toBe('first')
    vi.advanceTimersByTime(1)
    expect((await sender.current()).facts).toBe('second')
  })

  it('are read again when they were refused, and the same thing is sent by the new ones', async () => {
    const { sender } = senderOf(['first', 'second'])
    const tried: string[] = []
    const sent = await sender.send(async ({ readAt, facts }) => {
      tried.push(`${facts} at ${readAt}`)
      return facts === 'second' && 'sent'
    })
    expect(sent).toBe('sent')
    expect(tried).toEqual(['first at 1000', 'second at 2000'])
  })

  it('that are refused ten times are a fault, and the error names what was delivered', async () => {
    const { sender } = senderOf([])
    let tries = 0
    const sending = sender.send(async () => {
      tries++
      return false
    })
    await expect(sending).rejects.toThrow('delivery of a text was refused 10 times')
    expect(tries).toBe(10)
  })

  it('that were read before are used for the first try only', async () => {
    const { sender } = senderOf(['first', 'second', 'third'])
    const first = await sender.current()
    const tried: string[] = []
    await sender.send(async ({ facts }) => tried.push(facts) > 1, first)
    expect(tried).toEqual(['first', 'second'])
  })
})

it('what a later check delivers may be refused: trySend returns false after as many tries as it was given', async () => {
  let tries = 0
  const sender = makeTimedSender({ what: 'bells', clock: async () => 1, read: async () => 'facts', tries: 3 })
  expect(await sender.trySend(async () => ++tries < 0)).toBe(false)
  expect(tries).toBe(3)
})

describe('sending in chunks', () => {
  it('goes on after the id that each chunk names, sends a refused chunk again, and ends at null', async () => {
    const { sender } = senderOf(['first', 'second'])
    const tried: string[] = []
    await sender.sendInChunks(async ({ facts }, after) => {
      tried.push(`${facts} after ${after}`)
      if (after === 20n && facts === 'first') return false
      return { next: after < 30n ? after + 10n : null }
    })
    expect(tried).toEqual(['first after 0', 'first after 10', 'first after 20', 'second after 20', 'second after 30'])
  })
})
