/** Sizes that forms, API and tests share. Lengths are in characters as people see them (graphemes). */
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
  /** The bell counts up to this; 100 is shown as 99+. */
  notifications: 100,
  /** Missed posts that a stream replays. When there are more, the browser loads the feed again. */
  replay: 200,
  /** People whom one text can mention. */
  mentions: 20,
  /** Posts that a browser can report as shown. */
  view: 100,
  /** Posts about which a browser can ask at once whether they still belong in the feed. */
  check: 100,
  /** New posts in one answer to a poll. When there are more, the browser loads the feed again. */
  poll: 100,
  /** Seconds in which a deleted post can be restored. */
  restore: 3600,
} as const
