import { fanOutEvent } from '@/lib/feed/fan-out-event'
import { readFeedPage } from '@/lib/feed/feed-page'
import { block, unblock } from '@/lib/graph/block'
import { follow, unfollow } from '@/lib/graph/follow'
import { befriend, endFriendship } from '@/lib/graph/friendship'
import { mute, unmute } from '@/lib/graph/mute'
import { parseEvent } from '@/lib/mutation/events'
import { findEvent, settle } from '@/lib/mutation/outbox'
import { changePost } from '@/lib/posts/change-post'
import { createPost } from '@/lib/posts/create-post'
import { deletePost } from '@/lib/posts/delete-post'
import { restorePost } from '@/lib/posts/restore-post'
import { redis } from '@/lib/redis/client'
import type { Audience, FeedPage } from '@/lib/shared/views'
import { type Person, person } from '../../support/people'
import { query } from '../../support/query'
import { homeOf } from '../../support/timelines'
import { type ModelPost, VillageModel } from './village-model'

const NAMES = ['Ana', 'Ben', 'Cleo', 'Dana']

/** Four people. Everything they do is done through the product, and is also kept in the model. */
export class Village {
  readonly model = new VillageModel()
  readonly people: Person[] = []

  static async found(): Promise<Village> {
    // Events of an earlier village must not run in this one.
    await query('DELETE FROM "OutboxEvent"')
    const village = new Village()
    for (const name of NAMES) village.people.push(await person(name))
    return village
  }

  one(at: number): Person {
    const found = this.people[at % this.people.length]
    if (!found) throw new Error('there is no such person')
    return found
  }

  async post(author: number, audience: Audience): Promise<void> {
    const { post } = await createPost(this.one(author).viewer, { text: 'words', audience }, null)
    this.model.posts.push({ id: post.id, author, audience, deleted: false })
  }

  async change(post: ModelPost, audience: Audience): Promise<void> {
    if (post.deleted) return
    await changePost(this.one(post.author).viewer, post.id, { audience })
    post.audience = audience
  }

  async remove(post: ModelPost): Promise<void> {
    if (post.deleted) return
    await deletePost(this.one(post.author).viewer, post.id)
    post.deleted = true
  }

  async restore(post: ModelPost): Promise<void> {
    await restorePost(this.one(post.author).viewer, post.id, null)
    post.deleted = false
  }

  /** One step between two people, if it is possible. */
  async relate(step: Step, a: number, b: number): Promise<void> {
    if (a === b || !this.isPossible(step, a, b)) return
    const [viewer, handle] = [this.one(a).viewer, this.one(b).handle]
    if (step === 'befriend') await befriend(this.one(b).viewer, this.one(a).handle)
    await STEPS[step](viewer, handle)
    this.model[step](a, b)
  }

  private isPossible(step: Step, a: number, b: number): boolean {
    if (step === 'unblock') return this.model.isBlocking(a, b)
    // Two friends do not become friends again, also when one of them no longer follows the other.
    return !this.model.apart(a, b) && !(step === 'befriend' && this.model.areFriends(a, b))
  }

  /** Events whose fan-out has not run, oldest first. */
  async open(): Promise<bigint[]> {
    const rows = await query<{ id: bigint }>(
      `SELECT id FROM "OutboxEvent" WHERE "doneAt" IS NULL AND queue = 'fan-out' ORDER BY id`,
    )
    return rows.map(({ id }) => id)
  }

  /** Runs the job of one event, `times` times. */
  async deliver(eventId: bigint | undefined, times = 1): Promise<void> {
    for (let run = 0; eventId !== undefined && run < times; run++) {
      const event = await findEvent(eventId)
      if (event && event !== 'done')
        await fanOutEvent(redis, parseEvent('fan-out', event), { eventId, repeat: run > 0 })
    }
    if (eventId !== undefined) await settle(eventId)
  }

  async deliverAll(): Promise<void> {
    for (const eventId of await this.open()) await this.deliver(eventId)
  }

  /** Removes a timeline, as Redis does after two weeks without its reader. */
  async forget(reader: number): Promise<void> {
    await redis.del(homeOf(this.one(reader)))
  }
}

const STEPS = {
  follow: (viewer: Person['viewer'], handle: string) => follow(viewer, handle, {}),
  unfollow,
  befriend,
  endFriendship,
  mute,
  unmute,
  block,
  unblock,
}
export type Step = keyof typeof STEPS
export const STEP_NAMES = Object.keys(STEPS) as Step[]

/** All pages of a feed, from the first to the last. */
export async function walk({ viewer }: Person, limit: number): Promise<FeedPage[]> {
  const pages: FeedPage[] = []
  for (let cursor: bigint | undefined; ; ) {
    const page = await readFeedPage(viewer, { cursor, limit })
    pages.push(page)
    if (page.nextCursor === null) return pages
    cursor = BigInt(page.nextCursor)
  }
}

/** The part of the pages that must be equal however the feed was read. */
export const shown = (pages: FeedPage[]) =>
  pages.map(({ items, nextCursor }) => ({ ids: items.map(({ id }) => id), nextCursor }))
