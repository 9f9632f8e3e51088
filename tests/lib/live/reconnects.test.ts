import { beforeAll, expect, it } from 'vitest'
import { checkPositions } from '@/lib/live/check-positions'
import { gateway } from '@/lib/live/gateway'
import { startRedis } from '@/lib/redis/client'
import { follow } from '../../support/acts'
import { type Dice, seededDice } from '../../support/dice'
import { fanOutNow } from '../../support/fan-outs'
import { type Person, person } from '../../support/people'
import { insertPosts } from '../../support/rows'
import { openStream, waitFor } from '../../support/streams'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

beforeAll(startRedis)

type Reading = { from: string; until: () => boolean; random: Dice }

/** A browser whose connection breaks again and again: it keeps the last id that it got, and connects again with it. */
async function readBrokenly(reader: Person, { from, until, random }: Reading) {
  const seen: { id: string; offset: number }[] = []
  const resets: string[] = []
  let position = from
  for (let last = false; !last; ) {
    last = until()
    const stream = await openStream(reader, { position })
    const patience = Math.floor(random() * 12)
    if (last) await waitFor(() => stream.of('hello')[0]?.data.mode === 'live' || stream.of('replayed').length > 0)
    else await waitFor(() => stream.received.length > patience || until())
    stream.close()
    await waitFor(() => stream.ended())
    for (const { event, id, data } of stream.received) {
      if (event === 'reset' || data.mode === 'reset') resets.push(data.reason)
      if (event === 'feed') seen.push({ id: data.post.id, offset: Number(id.split(':')[1]) })
      if (id !== '') position = id
    }
  }
  return { seen, resets }
}

it(`a browser whose connection breaks at any moment gets every post once and in order, at any rate (SEED=${seed})`, async () => {
  const ana = await person('Ana')
  const readers = await Promise.all(['Ben', 'Cleo', 'Dana', 'Emil', 'Fay'].map(person))
  for (const reader of readers) await follow(reader, ana)
  const first = await Promise.all(readers.map(async (reader) => (await openStream(reader)).lastId()))
  const ids = await insertPosts(ana, 160)
  let done = false
  const reading = readers.map((reader, n) =>
    readBrokenly(reader, { from: first[n] ?? '', until: () => done, random: seededDice(seed + n) }),
  )
  const random = seededDice(seed - 1)
  const waiting = [...ids]
  const posting = Array.from({ length: 4 }, async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      await fanOutNow(id)
      if (random() < 0.1) await checkPositions(gateway)
    }
  })
  await Promise.all(posting)
  done = true
  const all = ids.map(String).sort()
  for (const { seen, resets } of await Promise.all(reading)) {
    expect(resets).toEqual([])
    const offsets = seen.map(({ offset }) => offset)
    expect(offsets).toEqual(offsets.toSorted((one, other) => one - other))
    expect(seen.map(({ id }) => id).sort()).toEqual(all)
  }
}, 60_000)

it('after a burst of posts from many authors every stream has all of them, in order', async () => {
  const authors = await Promise.all(Array.from({ length: 12 }, (_, n) => person(`Author ${n}`)))
  const readers = await Promise.all(Array.from({ length: 8 }, (_, n) => person(`Reader ${n}`)))
  for (const reader of readers) for (const author of authors) await follow(reader, author)
  const streams = await Promise.all(readers.map((reader) => openStream(reader)))
  const ids = (await Promise.all(authors.map((author) => insertPosts(author, 20)))).flat()
  await Promise.all(ids.map((id) => fanOutNow(id)))
  await waitFor(() => streams.every((stream) => stream.of('feed').length >= ids.length))
  for (const stream of streams) {
    const got = stream.of('feed')
    expect(got.map(({ data }) => data.post.id).sort()).toEqual(ids.map(String).sort())
    const offsets = got.map(({ id }) => Number(id.split(':')[1]))
    expect(offsets).toEqual(offsets.map((_, at) => (offsets[0] ?? 0) + at))
    expect(stream.of('reset')).toEqual([])
  }
}, 60_000)
