import type { NotificationType } from '@/lib/shared/notification-kinds'
import type { Post } from '@/lib/shared/views'
import {
  befriend,
  checkIn,
  comment,
  deleteComment,
  deletePost,
  follow,
  like,
  mute,
  post,
  requestFriendship,
  unfollow,
  unfriend,
  unlike,
} from '../../support/acts'
import { type Person, person } from '../../support/people'
import { query } from '../../support/query'

/** Ana does something that may notify Ben; Olga writes posts that both can read. */
export type Cast = { ana: Person; ben: Person; olga: Person }

export const cast = async (): Promise<Cast> => ({
  ana: await person('Ana'),
  ben: await person('Ben'),
  olga: await person('Olga'),
})

/** How Ben is related to Ana. */
export const RELATIONS = {
  'whom Ben does not know': async () => undefined,
  'whom Ben follows': ({ ana, ben }: Cast) => follow(ben, ana),
  'whom Ben follows with notifications on': ({ ana, ben }: Cast) => follow(ben, ana, { notify: true }),
  'who is Ben’s friend': ({ ana, ben }: Cast) => befriend(ana, ben),
}

export type RelationTo = keyof typeof RELATIONS

const EVERYBODY = Object.keys(RELATIONS) as RelationTo[]
const NO_FRIENDS = EVERYBODY.filter((relation) => relation !== 'who is Ben’s friend')

/** What Ana did: how it is undone, and, when it is about a post that is not Ben's, which one. */
export type Deed = { undo: () => Promise<unknown>; about?: { post: Post; author: Person } }

export type Story = {
  says: string
  type: NotificationType
  /** The relations to Ana with which Ben is notified. */
  notifies: readonly RelationTo[]
  /** What must be so before. `audience` of what is written by others than Ben. */
  before?: (cast: Cast) => Promise<Post | undefined>
  does: (cast: Cast, post: Post | undefined) => Promise<Deed>
}

const required = (found: Post | undefined): Post => {
  if (!found) throw new Error('there is no post')
  return found
}

const bensPost = ({ ben }: Cast) => post(ben, 'a post of Ben')
/** Friends of everybody, so that Olga's posts for friends are for both. */
async function olgasPost({ ana, ben, olga }: Cast): Promise<Post> {
  await befriend(olga, ana)
  await befriend(olga, ben)
  return post(olga, 'a post of Olga', { audience: 'friends' })
}

export const STORIES: readonly Story[] = [
  {
    says: 'follows Ben',
    type: 'follow',
    notifies: EVERYBODY,
    does: async ({ ana, ben }) => {
      // Friends follow each other; she begins again.
      await query(`DELETE FROM "Follow" WHERE "followerId" = $1 AND "followeeId" = $2`, [ana.id, ben.id])
      await follow(ana, ben)
      return { undo: () => unfollow(ana, ben) }
    },
  },
  {
    says: 'asks Ben for friendship',
    type: 'friend_request',
    notifies: NO_FRIENDS,
    does: async ({ ana, ben }) => {
      await requestFriendship(ana, ben)
      return { undo: () => unfriend(ana, ben) }
    },
  },
  {
    says: 'accepts Ben’s request',
    type: 'friend_accepted',
    notifies: NO_FRIENDS,
    before: async ({ ana, ben }) => {
      await requestFriendship(ben, ana)
      return undefined
    },
    does: async ({ ana, ben }) => {
      await requestFriendship(ana, ben)
      return { undo: () => unfriend(ana, ben) }
    },
  },
  {
    says: 'likes a post of Ben',
    type: 'like',
    notifies: EVERYBODY,
    before: bensPost,
    does: async ({ ana }, of) => {
      await like(ana, required(of))
      return { undo: () => unlike(ana, required(of)) }
    },
  },
  {
    says: 'comments on a post of Ben',
    type: 'comment',
    notifies: EVERYBODY,
    before: bensPost,
    does: async ({ ana }, on) => {
      const said = await comment(ana, required(on))
      return { undo: () => deleteComment(ana, said) }
    },
  },
  {
    says: 'replies where Ben has commented',
    type: 'reply',
    notifies: EVERYBODY,
    before: async (all) => {
      const on = await olgasPost(all)
      await comment(all.ben, on, 'Ben was here')
      return on
    },
    does: async ({ ana, olga }, on) => {
      const said = await comment(ana, required(on))
      return { undo: () => deleteComment(ana, said), about: { post: required(on), author: olga } }
    },
  },
  {
    says: 'mentions Ben in a comment',
    type: 'mention',
    notifies: EVERYBODY,
    before: olgasPost,
    does: async ({ ana, ben, olga }, on) => {
      const said = await comment(ana, required(on), `what do you think, @${ben.handle}?`)
      return { undo: () => deleteComment(ana, said), about: { post: required(on), author: olga } }
    },
  },
  {
    says: 'mentions Ben in a post',
    type: 'mention',
    notifies: EVERYBODY,
    does: async ({ ana, ben }) => {
      const said = await post(ana, `with @${ben.handle} in the sun`)
      return { undo: () => deletePost(ana, said), about: { post: said, author: ana } }
    },
  },
  {
    says: 'writes a post',
    type: 'new_post',
    notifies: ['whom Ben follows with notifications on'],
    does: async ({ ana }) => {
      const said = await post(ana, 'good morning')
      return { undo: () => deletePost(ana, said), about: { post: said, author: ana } }
    },
  },
  {
    says: 'checks in at a place',
    type: 'check_in',
    notifies: ['who is Ben’s friend'],
    does: async ({ ana }) => {
      const said = await checkIn(ana)
      return { undo: () => deletePost(ana, said), about: { post: said, author: ana } }
    },
  },
]

/** A relation to Ana with which Ben is notified. */
export function relationTo({ notifies }: Story): RelationTo {
  const [first] = notifies
  if (!first) throw new Error('this story notifies nobody')
  return first
}

/** Only the first is a reason not to notify Ben. */
export const MUTES = {
  'Ben has muted Ana': ({ ana, ben }: Cast) => mute(ben, ana),
  'Ana has muted Ben': ({ ana, ben }: Cast) => mute(ana, ben),
}
