import type { Redis } from 'ioredis'
import type { EventOf } from '@/lib/events'
import { makeLanes } from '@/lib/lanes'
import { likeConcern, tell } from './notify'

type Like = { redis: Redis; event: EventOf<'notify'> & { type: 'like.changed' }; repeat: boolean }

/** Milliseconds: the likes that one person gets within this time are one transaction and one frame. */
const TOGETHER = 250

const lanes = makeLanes<Like>({
  every: TOGETHER,
  work: async (_authorId, likes) => {
    const [first] = likes
    const concerns = likes.map(({ event }) => likeConcern(event))
    if (first) await tell(first.redis, concerns, { repeat: likes.some(({ repeat }) => repeat) })
  },
})

/** Tells an author of a like, together with the others of this moment: a post that everybody likes costs what a few do. */
export function notifyOfLike(like: Like): Promise<void> {
  return lanes.add(like.event.authorId, like)
}
