import { PEOPLE } from './people.mjs'
import type { Follow } from './ties'
import { HOUR, scatter } from './times'
import type { WrittenPost } from './written'

export type WrittenLike = { postId: string; who: string; createdAt: Date }

/** Of ten people with a post in their feed, so many like it: `post`, and more for each comment, for a loved post, for friends. */
const WARMTH = { post: 3, comment: 1, loved: 4, friend: 2 }
/** Milliseconds after a post in which all likes come, most of them early. */
const LONGEST = 10 * HOUR

const NUMBERS = new Map(PEOPLE.map(({ handle }, n) => [handle, n]))

/** Who liked what and when. Each run makes the same likes. */
export function writtenLikes(posts: WrittenPost[], ties: Follow[]): WrittenLike[] {
  return posts.flatMap((post, n) =>
    readersOf(post, ties).flatMap(({ from, friends }) => {
      const chance = scatter(n, NUMBERS.get(from) ?? 0)
      if (chance % 10 >= warmthOf(post) + (friends ? WARMTH.friend : 0)) return []
      const share = ((chance >>> 8) % 1000) / 1000
      const after = 1 + share * share * (Math.min(post.room, LONGEST) - 1)
      return [{ postId: post.id, who: from, createdAt: new Date(post.createdAt.getTime() + Math.floor(after)) }]
    }),
  )
}

/** The followers who had the post in their feed. */
function readersOf({ line: [, author, , how], createdAt }: WrittenPost, ties: Follow[]): Follow[] {
  if (how?.audience === 'only_me') return []
  return ties.filter(
    ({ to, since, friends }) => to === author && since < createdAt && (how?.audience !== 'friends' || friends),
  )
}

function warmthOf({ comments, line: [, , , how] }: WrittenPost): number {
  return WARMTH.post + comments.length * WARMTH.comment + (how?.loved ? WARMTH.loved : 0)
}
