import { fanOutEvent } from '@/lib/feed/fan-out-event'
import { parseEvent } from '@/lib/mutation/events'
import { findEvent, settle } from '@/lib/mutation/outbox'
import { redis } from '@/lib/redis/client'
import type { Audience, FeedPage } from '@/lib/shared/views'
import {
  befriend,
  block,
  deletePost,
  edit,
  follow,
  mute,
  post,
  readFeed,
  restore,
  unblock,
  unfollow,
  unfriend,
  unmute,
} from '../../support/acts'
import { clearEvents } from '../../support/events'
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
    await clearEvents()
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
    const { id } = await post(this.one(author), 'words', { audience })
    this.model.posts.push({ id, author, audience, deleted: false })
  }

  async edit(what: ModelPost, audience: Audience): Promise<void> {
    if (what.deleted) return
    await edit(this.one(what.author), what, { audience })
    what.audience = audience
  }

  async deletePost(what: ModelPost): Promise<void> {
    if (what.deleted) return
    await deletePost(this.one(what.author), what)
    what.deleted = true
  }

  async restore(what: ModelPost): Promise<void> {
    await restore(this.one(what.author), what)
    what.deleted = false
  }

  /** One step between two people, if it is possible. */
  async relate(step: Step, a: number, b: number): Promise<void> {
    if (a === b || !this.isPossible(step, a, b)) return
    await STEPS[step](this.one(a), this.one(b))
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
        await fanOutEvent(redis, parseEvent('fan-out', event), { eventId, repeat: run > 0, after: null })
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

const STEPS = { follow, unfollow, befriend, unfriend, mute, unmute, block, unblock }
export type Step = keyof typeof STEPS
export const STEP_NAMES = Object.keys(STEPS) as Step[]

/** All pages of a feed, from the first to the last. */
export async function walk(reader: Person, limit: number): Promise<FeedPage[]> {
  const pages: FeedPage[] = []
  for (let cursor = ''; ; ) {
    const page = await readFeed(reader, { query: `?limit=${limit}${cursor}` })
    pages.push(page)
    if (page.nextCursor === null) return pages
    cursor = `&cursor=${page.nextCursor}`
  }
}

/** The part of the pages that must be equal however the feed was read. */
export const shown = (pages: FeedPage[]) =>
  pages.map(({ items, nextCursor }) => ({ ids: items.map(({ id }) => id), nextCursor }))
