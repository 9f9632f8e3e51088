import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { befriend, feedTexts, follow, post } from '../support/acts'
import { clearEvents } from '../support/events'
import { drain, drainTwice } from '../support/jobs'
import { people } from '../support/people'
import { openStream, waitFor } from '../support/streams'

beforeAll(startRedis)

// Tests remove the events of relations: a second run of their jobs drops timelines, after which old positions end.
describe.each([
  ['each job runs once', drain],
  ['each job runs twice', drainTwice],
])('a post reaches its readers, when %s', (_, settle) => {
  it('Ana posts; Ben, who follows her, gets it on his open stream, and Cleo, who does not, never', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await follow(ben, ana)
    await clearEvents()
    const [atBen, atCleo] = [await openStream(ben), await openStream(cleo)]
    await post(ana, 'The kettle is on')
    await settle()
    await waitFor(() => atBen.texts().length > 0)
    expect(atBen.texts()).toEqual(['The kettle is on'])
    expect(atCleo.texts()).toEqual([])
    expect(await feedTexts(ben)).toEqual(['The kettle is on'])
    expect(await feedTexts(cleo)).toEqual([])
  })

  it('Ana posts for friends: Ben, a friend, gets it; Dana, who only follows, does not', async () => {
    const [ana, ben, dana] = await people('Ana', 'Ben', 'Dana')
    await befriend(ana, ben)
    await follow(dana, ana)
    await clearEvents()
    const [atBen, atDana] = [await openStream(ben), await openStream(dana)]
    await post(ana, 'Only for you', { audience: 'friends' })
    await post(ana, 'For all')
    await settle()
    await waitFor(() => atDana.texts().length > 0 && atBen.texts().length > 1)
    expect(atBen.texts().sort()).toEqual(['For all', 'Only for you'])
    expect(atDana.texts()).toEqual(['For all'])
    expect(await feedTexts(dana)).toEqual(['For all'])
  })

  it('Ben is away while Ana posts three times; back with his position, he gets exactly those, in order', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    await clearEvents()
    const before = await openStream(ben)
    await post(ana, 'seen')
    await settle()
    await waitFor(() => before.texts().length === 1)
    const position = before.lastId()
    before.close()
    for (const text of ['one', 'two', 'three']) {
      await post(ana, text)
      await settle()
    }
    const back = await openStream(ben, { lastEventId: position, until: 'replayed' })
    expect(back.of('hello')[0]?.data.mode).toBe('replay')
    expect(back.texts()).toEqual(['one', 'two', 'three'])
    await post(ana, 'four')
    await settle()
    await waitFor(() => back.texts().length === 4)
    expect(back.texts()).toEqual(['one', 'two', 'three', 'four'])
  })

  it.each(['nonsense', '1-abc:7', 'x:1', '-1:-1'])(
    'the position %s gives a reset and the right feed',
    async (position) => {
      const [ana, ben] = await people('Ana', 'Ben')
      await follow(ben, ana)
      await clearEvents()
      await post(ana, 'hello')
      await settle()
      const back = await openStream(ben, { position })
      expect(back.of('hello')[0]?.data).toMatchObject({ mode: 'reset', reason: 'epoch' })
      expect(back.texts()).toEqual([])
      expect(await feedTexts(ben)).toEqual(['hello'])
    },
  )
})
