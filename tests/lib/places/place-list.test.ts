import { beforeAll, describe, expect, test } from 'vitest'
import { startRedis } from '@/lib/redis/client'
import type { Audience, PlaceDetails } from '@/lib/shared/views'
import { befriend, block, createPlace, deletePost, follow, foundPlaces, post } from '../../support/acts'
import { ask, type Who } from '../../support/ask'
import { people } from '../../support/people'

beforeAll(startRedis)

const checkIn = (who: Who, { id }: { id: string }, audience: Audience = 'public') =>
  post(who, '', { audience, activity: { verb: 'visited', placeId: id } })

const place = (who: Who, name: string) => createPlace(who, { name, listed: true })

describe('the list of places', () => {
  test('begins with where Ana was most, then her friends, then many, then the newest', async () => {
    const [ana, ben, cleo, dan] = await people('Ana', 'Ben', 'Cleo', 'Dan')
    await befriend(ana, ben)
    await follow(ana, cleo)
    const [gym, home, pub, pool, square, hall, newest] = [
      await place(cleo, 'Gym'),
      await place(cleo, 'Home'),
      await place(cleo, 'Pub'),
      await place(cleo, 'Pool'),
      await place(cleo, 'Square'),
      await place(cleo, 'Hall'),
      await place(cleo, 'Newest'),
    ]
    await checkIn(ana, gym, 'only_me')
    await checkIn(ana, gym, 'friends')
    await checkIn(ana, home, 'only_me')
    const undone = await checkIn(ana, hall)
    await deletePost(ana, undone)
    for (let nth = 0; nth < 3; nth++) await checkIn(cleo, square)
    await checkIn(dan, hall)
    await checkIn(ben, pub, 'friends')
    await checkIn(ben, pub, 'friends')
    await checkIn(ben, pool)
    await checkIn(ben, newest, 'only_me')

    const all = ['Gym', 'Home', 'Pub', 'Pool', 'Square', 'Hall', 'Newest']
    expect(await foundPlaces(ana)).toEqual(all)
    expect(await foundPlaces(undefined)).toEqual(['Square', 'Pool', 'Hall', 'Newest', 'Pub', 'Home', 'Gym'])
    expect((await foundPlaces(dan)).slice(0, 3)).toEqual(['Hall', 'Square', 'Pool'])

    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = `?limit=2${cursor && `&cursor=${cursor}`}`
      const { body }: { body: { items: PlaceDetails[]; nextCursor: string | null } } = await ask.places(ana, { query })
      seen.push(...body.items.map(({ name }) => name))
      cursor = body.nextCursor
    }
    expect(seen).toEqual(all)

    await block(ben, ana)
    expect(await foundPlaces(ana)).toEqual(['Gym', 'Home', 'Square', 'Hall', 'Newest', 'Pool', 'Pub'])
  })

  test('a search begins with the same name, then in the same order', async () => {
    const [ana, ben, cleo] = await people('Ana', 'Ben', 'Cleo')
    await befriend(ana, ben)
    await place(cleo, 'Depot')
    const [north, south] = [await place(cleo, 'North Depot'), await place(cleo, 'South Depot')]
    await place(cleo, 'Depot East')
    await checkIn(ana, south, 'only_me')
    await checkIn(ben, north, 'friends')
    expect(await foundPlaces(ana, 'depot')).toEqual(['Depot', 'South Depot', 'North Depot', 'Depot East'])
    expect(await foundPlaces(cleo, 'depot')).toEqual(['Depot', 'Depot East', 'North Depot', 'South Depot'])
  })
})
