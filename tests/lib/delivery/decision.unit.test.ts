import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { makeDecisions } from '@/lib/delivery/decision'

/** Decisions about a text that changes; each reading of the clock is a second later than the last. */
function decisionsAbout(texts: string[]) {
  let time = 0
  const reads: string[] = []
  const decisions = makeDecisions({
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
  return { decisions, reads }
}

describe('a decision', () => {
  it('carries the time from before its facts were read', async () => {
    const { decisions, reads } = decisionsAbout(['first'])
    expect(await decisions.current()).toEqual({ decidedAt: 1000, facts: 'first' })
    expect(reads).toEqual(['clock', 'facts'])
  })

  it('is shared by sends that follow each other at once, and by sends at the same time', async () => {
    const { decisions, reads } = decisionsAbout(['first', 'second'])
    const sent = await Promise.all([1, 2, 3].map(() => decisions.send(async ({ facts }) => facts)))
    sent.push(await decisions.send(async ({ facts }) => facts))
    expect(sent).toEqual(['first', 'first', 'first', 'first'])
    expect(reads).toEqual(['clock', 'facts'])
  })

  it('is not shared any more after a quarter of a second', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const { decisions } = decisionsAbout(['first', 'second'])
    expect((await decisions.current()).facts).toBe('first')
    vi.advanceTimersByTime(250)
    expect((await decisions.current()).facts).toBe('first')
    vi.advanceTimersByTime(1)
    expect((await decisions.current()).facts).toBe('second')
  })

  it('is made again when it was refused, and the same thing is sent with the new one', async () => {
    const { decisions } = decisionsAbout(['first', 'second'])
    const tried: string[] = []
    const sent = await decisions.send(async ({ decidedAt, facts }) => {
      tried.push(`${facts} at ${decidedAt}`)
      return facts === 'second' && 'sent'
    })
    expect(sent).toBe('sent')
    expect(tried).toEqual(['first at 1000', 'second at 2000'])
  })

  it('that is refused ten times is a fault, and the error names what was delivered', async () => {
    const { decisions } = decisionsAbout([])
    let tries = 0
    const sending = decisions.send(async () => {
      tries++
      return false
    })
    await expect(sending).rejects.toThrow('delivery of a text was refused 10 times')
    expect(tries).toBe(10)
  })

  it('that was made before is used for the first try only', async () => {
    const { decisions } = decisionsAbout(['first', 'second', 'third'])
    const first = await decisions.current()
    const tried: string[] = []
    await decisions.send(async ({ facts }) => tried.push(facts) > 1, first)
    expect(tried).toEqual(['first', 'second'])
  })
})

describe('sending in chunks', () => {
  it('goes on after the id that each chunk names, sends a refused chunk again, and ends at null', async () => {
    const { decisions } = decisionsAbout(['first', 'second'])
    const tried: string[] = []
    await decisions.sendInChunks(async ({ facts }, after) => {
      tried.push(`${facts} after ${after}`)
      if (after === 20n && facts === 'first') return false
      return { next: after < 30n ? after + 10n : null }
    })
    expect(tried).toEqual(['first after 0', 'first after 10', 'first after 20', 'second after 20', 'second after 30'])
  })
})
