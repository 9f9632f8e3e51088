import { afterEach, describe, expect, it } from 'vitest'
import { allBuckets, batchByBucket, bucketOf, keySpace } from '@/lib/redis/buckets'
import { homeKey, homePrefix, watchersKey } from '@/lib/redis/keys'

afterEach(() => {
  keySpace.buckets = 1
})

describe('with one bucket', () => {
  it('everybody is in it, in batches of the given size and in order', () => {
    expect(allBuckets()).toEqual([0])
    expect(batchByBucket([5n, 6n, 7n, 8n, 9n], 2)).toEqual([
      { bucket: 0, ids: [5n, 6n] },
      { bucket: 0, ids: [7n, 8n] },
      { bucket: 0, ids: [9n] },
    ])
    expect(batchByBucket([], 2)).toEqual([])
  })
})

describe('with four buckets', () => {
  it('no batch has people of two buckets, and nobody is left out', () => {
    keySpace.buckets = 4
    expect(allBuckets()).toEqual([0, 1, 2, 3])
    const ids = Array.from({ length: 100 }, (_, n) => BigInt(7 * n + 1))
    const batches = batchByBucket(ids, 10)
    for (const batch of batches) {
      expect(batch.ids.length).toBeLessThanOrEqual(10)
      expect(new Set(batch.ids.map(bucketOf))).toEqual(new Set([batch.bucket]))
    }
    const all = batches.flatMap((batch) => batch.ids)
    expect(all.sort((one, other) => Number(one - other))).toEqual(ids)
  })

  it('a key is found from the id alone, and the prefix for scripts gives the same key', () => {
    keySpace.buckets = 4
    expect(homeKey(6n)).toBe('home:{2}:6')
    expect(`${homePrefix(bucketOf('6'))}6`).toBe(homeKey('6'))
    expect(watchersKey(7n)).toBe('watchers:{3}:7')
  })
})
