import type { Relation } from '@/lib/shared/views'
import { ask } from '../../support/ask'

export const NOTHING: Relation = {
  following: false,
  followedBy: false,
  friendship: 'none',
  blocking: false,
  muting: false,
  notify: false,
}

/** What somebody sets towards another, and ends again. */
export const RELATIONS = {
  follow: { begin: ask.follow, end: ask.unfollow },
  friendship: { begin: ask.requestFriendship, end: ask.unfriend },
  block: { begin: ask.block, end: ask.unblock },
  mute: { begin: ask.mute, end: ask.unmute },
}
