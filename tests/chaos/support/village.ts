import type { Audience } from '@/lib/shared/views'
import { RelationHistory } from './relation-history'

/** Somebody with an account, a browser that is signed in, and the cookie it holds. */
export type Villager = { id: string; handle: string; name: string; cookie: string }

type Post = { author: Villager; audience: Audience; sentAt: number }

/** Milliseconds after which a change of a relation must have taken effect: 1000, and 1500 for a busy machine. */
const IN_FORCE = 1000 + 1500

/** The relations of all people, and the rule who may see a post, written a second time and apart from the code under test. */
export class Village {
  readonly people: Villager[]
  private readonly relations = new RelationHistory()

  constructor(people: Villager[]) {
    this.people = people
  }

  follow(reader: Villager, author: Villager, value = true, when?: { from: number; to: number }): void {
    this.relations.set(`${reader.id} follows ${author.id}`, value, when)
  }

  befriend(one: Villager, other: Villager): void {
    this.relations.set(pair(one, other), true)
    this.follow(one, other)
    this.follow(other, one)
  }

  block(one: Villager, other: Villager): void {
    this.relations.set(`${one.id} blocks ${other.id}`, true)
  }

  mute(reader: Villager, author: Villager): void {
    this.relations.set(`${reader.id} mutes ${author.id}`, true)
  }

  follows(reader: Villager, author: Villager): boolean {
    return this.relations.is(`${reader.id} follows ${author.id}`)
  }

  areFriends(one: Villager, other: Villager): boolean {
    return this.relations.is(pair(one, other))
  }

  blocks(one: Villager, other: Villager): boolean {
    return this.relations.is(`${one.id} blocks ${other.id}`)
  }

  mutes(reader: Villager, author: Villager): boolean {
    return this.relations.is(`${reader.id} mutes ${author.id}`)
  }

  /** Whether a post belongs into somebody's feed in the end. */
  belongs(reader: Villager, { author, audience }: Post): boolean {
    if (reader === author) return true
    if (!this.follows(reader, author) || this.mutes(reader, author)) return false
    if (this.blocks(reader, author) || this.blocks(author, reader)) return false
    return audience === 'public' || (audience === 'friends' && this.areFriends(reader, author))
  }

  /** Whether it may have been right to show a post to somebody at this moment. */
  mayHaveBelonged(reader: Villager, { author, audience, sentAt }: Post, seenAt: number): boolean {
    if (reader === author) return true
    const when = { from: Math.max(sentAt, seenAt - IN_FORCE), to: seenAt }
    const was = (key: string, value: boolean) => this.relations.mayHaveBeen(key, value, when)
    if (!was(`${reader.id} follows ${author.id}`, true) || !was(`${reader.id} mutes ${author.id}`, false)) return false
    if (!was(`${reader.id} blocks ${author.id}`, false) || !was(`${author.id} blocks ${reader.id}`, false)) return false
    return audience === 'public' || (audience === 'friends' && was(pair(reader, author), true))
  }
}

function pair(one: Villager, other: Villager): string {
  return `friends ${[one.id, other.id].sort().join(' ')}`
}
