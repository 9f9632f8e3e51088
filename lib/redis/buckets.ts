/**
 * Over how many buckets the keys are spread. All keys of one bucket are in one slot of a Redis cluster, and a script may
 * only touch keys of one slot. On a single server one bucket is enough. Another number moves every key, so timelines are
 * built again. Tests set it before they write any key.
 */
export const keySpace = { buckets: 1 }

/** The bucket of a user, or of a post for keys that are about a post. */
export function bucketOf(id: bigint | string): number {
  return Number(BigInt(id) % BigInt(keySpace.buckets))
}

export function allBuckets(): number[] {
  return Array.from({ length: keySpace.buckets }, (_, bucket) => bucket)
}

/** Ids that one run of a script may take together. */
export type Batch = { bucket: number; ids: bigint[] }

/** Divides ids into batches of one bucket each and of at most `size`. Keeps their order within a bucket. */
export function batchByBucket(ids: bigint[], size: number): Batch[] {
  const batches: Batch[] = []
  const open = new Map<number, Batch>()
  for (const id of ids) {
    const bucket = bucketOf(id)
    let batch = open.get(bucket)
    if (!batch || batch.ids.length === size) {
      batch = { bucket, ids: [] }
      batches.push(batch)
      open.set(bucket, batch)
    }
    batch.ids.push(id)
  }
  return batches
}
