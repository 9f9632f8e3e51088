import { beforeAll, describe, expect, it } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import { befriend, deletePost, edit, follow, post, readFeed } from '../../support/acts'
import { drain } from '../../support/jobs'
import { type Person, people, suspend } from '../../support/people'
import { query } from '../../support/query'
import { insertBlock, insertMute, insertPosts } from '../../support/rows'
import { openStream } from '../../support/streams'
import { putTimeline, rawTimeline } from '../../support/timelines'

beforeAll(startRedis)

const deleteFollow = (one: Person, other: Person) =>
  query('DELETE FROM "Follow" WHERE "followerId" = $1 AND "followeeId" = $2', [one.id, other.id])

/**
 * Ben is away while Ana, his friend, and Cleo, whom he follows, write one post each. Then `meanwhile` writes rows, which
 * does not change his timeline. Returns what he gets when he connects again.
 */
async function replayedAfter(meanwhile: (who: Record<'ana' | 'ben' | 'cleo', Person>) => Promise<unknown>) {
  const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
  await befriend(ana, ben)
  await follow(ben, cleo)
  const { position } = await readFeed(ben)
  await post(ana, 'from Ana', { audience: 'friends' })
  await post(cleo, 'from Cleo')
  await drain()
  await meanwhile({ ana, ben, cleo })
  const top = (await rawTimeline(ben))?.top
  const stream = await openStream(ben, { position: position ?? '', until: 'replayed' })
  // Posts that are not shown count as reached too, so that they are not fetched again.
  expect(stream.of('replayed')[0]?.id.split(':')[1]).toBe(String(top))
  expect(top).toBe(Number(position?.split(':')[1]) + 2)
  return stream.texts().sort()
}

describe('a replay has what Ben may see when he connects', () => {
  it('nothing has happened: both', async () => {
    expect(await replayedAfter(async () => undefined)).toEqual(['from Ana', 'from Cleo'])
  })

  it('Ben has unfollowed Cleo', async () => {
    expect(await replayedAfter(({ ben, cleo }) => deleteFollow(ben, cleo))).toEqual(['from Ana'])
  })

  it('Ben has muted Cleo', async () => {
    expect(await replayedAfter(({ ben, cleo }) => insertMute(ben, cleo))).toEqual(['from Ana'])
  })

  it.each(['Ben blocks Ana', 'Ana blocks Ben'])('%s', async (who) => {
    const act = ({ ana, ben }: { ana: Person; ben: Person }) =>
      who === 'Ben blocks Ana' ? insertBlock(ben, ana) : insertBlock(ana, ben)
    expect(await replayedAfter(act)).toEqual(['from Cleo'])
  })

  it('the friendship has ended; Ben still follows Ana', async () => {
    const act = ({ ana }: { ana: Person }) =>
      query('DELETE FROM "Friendship" WHERE $1 IN ("lowId", "highId")', [ana.id])
    expect(await replayedAfter(act)).toEqual(['from Cleo'])
  })

  it('Ana is suspended', async () => {
    const act = ({ ana }: { ana: Person }) => suspend(ana)
    expect(await replayedAfter(act)).toEqual(['from Cleo'])
  })

  it('Cleo has deleted hers', async () => {
    const act = async ({ ben, cleo }: { ben: Person; cleo: Person }) => {
      const mine = (await readFeed(ben)).items.find(({ author }) => author.id === String(cleo.id))
      await deletePost(cleo, mine ?? { id: '0' })
    }
    expect(await replayedAfter(act)).toEqual(['from Ana'])
  })

  it('Cleo has changed hers, to another text and then for her friends only', async () => {
    const edited =
      (to: { text?: string; audience?: 'friends' }) =>
      async ({ ben, cleo }: { ben: Person; cleo: Person }) => {
        const mine = (await readFeed(ben)).items.find(({ author }) => author.id === String(cleo.id))
        await edit(cleo, mine ?? { id: '0' }, to)
      }
    expect(await replayedAfter(edited({ text: 'from Cleo, corrected' }))).toEqual(['from Ana', 'from Cleo, corrected'])
    expect(await replayedAfter(edited({ audience: 'friends' }))).toEqual(['from Ana'])
  })
})

describe('an id that stands in the timeline twice', () => {
  it('is replayed once, at its first position, and not at all when Ben has it already', async () => {
    const [ana, ben] = await people('Ana', 'Ben')
    await follow(ben, ana)
    const [one = 0n, two = 0n, three = 0n] = await insertPosts(ana, 3)
    const epoch = await putTimeline(ben, { ids: [one, two, one, three, two, three], base: 50 })
    const ids = async (position: string) => {
      const stream = await openStream(ben, { position, until: 'replayed' })
      expect(stream.of('replayed')[0]?.id).toBe(`${epoch}:56`)
      return stream.of('feed').map(({ id, data }) => [Number(id.split(':')[1]), BigInt(data.post.id)])
    }
    expect(await ids(`${epoch}:50`)).toEqual([
      [51, one],
      [52, two],
      [54, three],
    ])
    expect(await ids(`${epoch}:51`)).toEqual([
      [52, two],
      [54, three],
    ])
    expect(await ids(`${epoch}:52`)).toEqual([[54, three]])
    expect(await ids(`${epoch}:54`)).toEqual([])
  })
})
