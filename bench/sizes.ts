/**
 * The sizes of the benchmarks. They are committed, so that none is chosen after the figures are known. Rates are per second,
 * times milliseconds.
 */
export type Sizes = {
  repeats: number
  timeline: {
    readers: number
    /** Posts per sample, first one after the other and then at once (as many as a worker takes). */
    posts: number
    jobFollowers: number
    chunkFollowers: number
    perJob: number
    pushes: number
  }
  stream: {
    streams: number
    /** Each group follows one author. All are online. */
    groups: number
    posts: number
    rounds: number
    /** Rounds in progress at the same time while the limit is measured. */
    outstanding: number
    /** Per cent of that limit, each measured for `level` milliseconds. */
    shares: number[]
    level: number
  }
  connections: { warm: number; few: number; many: number; settle: number; atOnce: number }
  blink: { streams: number; authors: number; rates: number[]; ms: number }
  write: { followers: number; authors: number; connections: number; posts: number }
  feed: { readers: number; authors: number; followees: number; posts: number; connections: number; pages: number }
  /** `followees`: how many each person follows. */
  badge: { streams: number; followees: number; rates: number[]; ms: number }
  hotLikes: { likes: number; connections: number }
  subscribers: {
    subscribers: number
    connected: number
    jobSubscribers: number
    /** Other authors, who post to other followers. */
    small: { authors: number; followers: number; rate: number; ms: number }
  }
}

export const FULL: Sizes = {
  repeats: 5,
  timeline: {
    readers: 200_000,
    posts: 8,
    jobFollowers: 20_000,
    chunkFollowers: 200_000,
    perJob: 500,
    pushes: 2_000_000,
  },
  stream: { streams: 5000, groups: 10, posts: 6000, rounds: 80, outstanding: 4, shares: [25, 50, 75], level: 5000 },
  connections: { warm: 100, few: 5000, many: 15_000, settle: 2500, atOnce: 20 },
  blink: { streams: 200, authors: 10, rates: [1, 10, 50], ms: 15_000 },
  write: { followers: 200, authors: 10, connections: 8, posts: 3000 },
  feed: { readers: 1000, authors: 2000, followees: 200, posts: 100_000, connections: 8, pages: 6000 },
  badge: { streams: 200, followees: 10, rates: [10, 50], ms: 15_000 },
  hotLikes: { likes: 2000, connections: 32 },
  subscribers: {
    subscribers: 100_000,
    connected: 1000,
    jobSubscribers: 10_000,
    small: { authors: 10, followers: 200, rate: 10, ms: 10_000 },
  },
}

export const QUICK: Sizes = {
  repeats: 2,
  timeline: {
    readers: 20_000,
    posts: 8,
    jobFollowers: 3000,
    chunkFollowers: 20_000,
    perJob: 500,
    pushes: 300_000,
  },
  stream: { streams: 500, groups: 5, posts: 6000, rounds: 60, outstanding: 4, shares: [50], level: 1000 },
  connections: { warm: 50, few: 500, many: 1500, settle: 300, atOnce: 20 },
  blink: { streams: 200, authors: 10, rates: [10], ms: 3000 },
  write: { followers: 200, authors: 10, connections: 8, posts: 400 },
  feed: { readers: 100, authors: 400, followees: 200, posts: 10_000, connections: 8, pages: 1000 },
  badge: { streams: 200, followees: 10, rates: [10, 50], ms: 3000 },
  hotLikes: { likes: 400, connections: 32 },
  subscribers: {
    subscribers: 5000,
    connected: 50,
    jobSubscribers: 1000,
    small: { authors: 10, followers: 50, rate: 10, ms: 2000 },
  },
}
