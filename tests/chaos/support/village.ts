import type { Audience } from '@/lib/shared/views'
import { Facts } from './facts'

/** Somebody with an account, a browser that is signed in, and the cookie it holds. */
export type Villager = { id: string; handle: string; name: string; cookie: string }

type Post = { author: Villager; audience: Audience; sentAt: number }

/** Milliseconds after which a change of who may see what must be in force, with what a busy machine adds to it. */
const IN_FORCE = 1000 + 1500

/** Who stands how to whom: the model that says who may see what, written down apart from the code under test. */
export class Village {
  readonly people: Villager[]
  private readonly facts = new Facts()

  constructor(people: Villager[]) {
    this.people = people
  }

  follow(reader: Villager, author: Villager, value = true, when?: { from: number; to: number }): void {
    this.facts.set(`${reader.id} follows ${author.id}`, value, when)
  }

  befriend(one: Villager, other: Villager): void {
    this.facts.set(pair(one, other), true)
    this.follow(one, other)
    this.follow(other, one)
  }

  block(one: Villager, other: Villager): void {
    this.facts.set(`${one.id} blocks ${other.id}`, true)
  }

  mute(reader: Villager, author: Villager): void {
    this.facts.set(`${reader.id} mutes ${author.id}`, true)
  }

  follows(reader: Villager, author: Villager): boolean {
    return this.facts.is(`${reader.id} follows ${author.id}`)
  }

  areFriends(one: Villager, other: Villager): boolean {
    return this.facts.is(pair(one, other))
  }

  blocks(one: Villager, other: Villager): boolean {
    return this.facts.is(`${one.id} blocks ${other.id}`)
  }

  mutes(reader: Villager, author: Villager): boolean {
    return this.facts.is(`${reader.id} mutes ${author.id}`)
  }

  /** Whether a post belongs into somebody's feed when everything has come to rest. */
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
    const was = (key: string, value: boolean) => this.facts.mayHaveBeen(key, value, when)
    if (!was(`${reader.id} follows ${author.id}`, true) || !was(`${reader.id} mutes ${author.id}`, false)) return false
    if (!was(`${reader.id} blocks ${author.id}`, false) || !was(`${author.id} blocks ${reader.id}`, false)) return false
    return audience === 'public' || (audience === 'friends' && was(pair(reader, author), true))
  }
}

function pair(one: Villager, other: Villager): string {
  return `friends ${[one.id, other.id].sort().join(' ')}`
}
