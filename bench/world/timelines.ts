import type { Redis } from 'ioredis'
import { generationOf } from '@/lib/redis/generation'
import { homePrefix } from '@/lib/redis/keys'

/** Lengths of timelines in use: they are trimmed to 720 ids when they have more than 816. */
const SHORTEST = 720
const LONGEST = 816
/** The first of the ids that fill a timeline. They are older than all posts of the benchmark. */
const FILLING = 100_000_000_000_000_000n
const BASE = 1000
const KEYS_PER_CALL = 1000
const TEMPLATE = 'bench:template:'

/**
 * Copies the templates in turn, which is many times faster than appending each id. ARGV: prefix, template prefix, shortest,
 * templates, keys...
 */
const COPY = `
  for i = 5, #ARGV do
    redis.call('COPY', ARGV[2] .. (ARGV[3] + (i * 37) % ARGV[4]), ARGV[1] .. ARGV[i], 'REPLACE')
  end`

/**
 * Compares each timeline's position, which also counts trimmed ids, with the expected one. Returns the differences that are not
 * 0.
 */
const GROWN = `
  local wrong = {}
  for i = 3, #ARGV do
    local key = ARGV[1] .. ARGV[i]
    local base = tonumber(string.match(redis.call('LINDEX', key, 0), '^[^:]+:(%d+):'))
    local grown = base + redis.call('LLEN', key) - 1 - ARGV[2]
    if grown ~= 0 then wrong[#wrong + 1] = grown end
  end
  return wrong`

/** How often posts are missing from, and doubled near, the ends of timelines. */
const FOUND = `
  local lost, doubled = 0, 0
  for i = 4 + ARGV[2], #ARGV do
    for post = 4, 3 + ARGV[2] do
      local places = #redis.call('LPOS', ARGV[1] .. ARGV[i], ARGV[post], 'RANK', -1, 'COUNT', 0, 'MAXLEN', ARGV[3])
      if places == 0 then lost = lost + 1 else doubled = doubled + places - 1 end
    end
  end
  return { lost, doubled }`

/** Gives `count` readers, from the id `first` on, full timelines. */
export async function fillTimelines(redis: Redis, { first, count }: { first: string; count: number }): Promise<void> {
  const generation = await generationOf(redis, 0)
  await makeTemplates(redis, `${generation}-bench`)
  await copyTemplates(redis, { prefix: homePrefix(0), keys: numbers(BigInt(first), count) })
}

/** Makes lists of the same size under the keys that redis-benchmark uses: prefix and twelve digits. */
export async function fillCeiling(redis: Redis, { prefix, count }: { prefix: string; count: number }): Promise<void> {
  const keys = [...numbers(0n, count)].map((key) => key.padStart(12, '0'))
  await copyTemplates(redis, { prefix, keys })
}

async function makeTemplates(redis: Redis, epoch: string): Promise<void> {
  const ids = Array.from({ length: LONGEST }, (_, index) => String(FILLING + BigInt(index)))
  for (let length = SHORTEST; length <= LONGEST; length++) {
    // The base is chosen so that all end at the same position.
    const header = `${epoch}:${BASE + LONGEST - length}:${FILLING}`
    await redis.del(TEMPLATE + length)
    await redis.rpush(TEMPLATE + length, header, ...ids.slice(LONGEST - length))
  }
}

async function copyTemplates(
  redis: Redis,
  { prefix, keys }: { prefix: string; keys: Iterable<string> },
): Promise<void> {
  const all = [...keys]
  const fixed = [prefix, TEMPLATE, SHORTEST, LONGEST - SHORTEST + 1]
  for (let at = 0; at < all.length; at += KEYS_PER_CALL) {
    await redis.eval(COPY, 0, ...fixed, ...all.slice(at, at + KEYS_PER_CALL))
  }
}

/** Checks that each of some new posts is once in every timeline. */
export async function countPosts(
  redis: Redis,
  { first, count, posts }: { first: string; count: number; posts: string[] },
): Promise<{ lost: number; doubled: number }> {
  const all = [...numbers(BigInt(first), count)]
  const result = { lost: 0, doubled: 0 }
  for (let at = 0; at < all.length; at += KEYS_PER_CALL) {
    const keys = all.slice(at, at + KEYS_PER_CALL)
    const [lost = 0, doubled = 0] = (await redis.eval(
      FOUND,
      0,
      homePrefix(0),
      posts.length,
      3 * posts.length + 10,
      ...posts,
      ...keys,
    )) as number[]
    result.lost += lost
    result.doubled += doubled
  }
  return result
}

/** Checks that every timeline has got this number of posts since it was filled. */
export async function countAppends(
  redis: Redis,
  { first, count, posts }: { first: string; count: number; posts: number },
): Promise<{ lost: number; doubled: number }> {
  const all = [...numbers(BigInt(first), count)]
  const result = { lost: 0, doubled: 0 }
  for (let at = 0; at < all.length; at += KEYS_PER_CALL) {
    const top = BASE + LONGEST + posts
    const wrong = (await redis.eval(GROWN, 0, homePrefix(0), top, ...all.slice(at, at + KEYS_PER_CALL))) as number[]
    for (const grown of wrong) {
      if (grown < 0) result.lost -= grown
      else result.doubled += grown
    }
  }
  return result
}

function* numbers(first: bigint, count: number): Generator<string> {
  for (let n = 0n; n < BigInt(count); n++) yield String(first + n)
}
