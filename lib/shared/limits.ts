/** Sizes that form, API and tests share. Lengths are in characters. */
export const LIMITS = {
  handle: { min: 2, max: 30 },
  name: { max: 50 },
  bio: { max: 300 },
  email: { max: 254 },
  password: { min: 8, max: 200 },
  postText: { max: 2000 },
  commentText: { max: 1000 },
  placeName: { max: 100 },
  placeKind: { max: 40 },
  placeAddress: { max: 200 },
  page: { max: 100, default: 20 },
  /** Counts of the bell go no further; shown as 99+. */
  notifications: 100,
  /** How many missed posts are told one by one before a reader is told to reload. */
  replay: 200,
  /** Of the names in one text so many count. */
  mentions: 20,
  /** How many posts a browser can say that it shows. */
  view: 100,
  /** How many new posts one poll can bring. */
  poll: 100,
  /** Seconds in which a deleted post can be brought back. */
  restore: 3600,
} as const
