import type { Audience } from '@/lib/shared/views'

export type ModelPost = { id: string; author: number; audience: Audience; deleted: boolean }

/** Who may see what, written a second time and without SQL: sets of pairs and a list of posts. People are numbers. */
export class VillageModel {
  readonly posts: ModelPost[] = []
  private readonly follows = new Set<string>()
  private readonly friends = new Set<string>()
  private readonly blocks = new Set<string>()
  private readonly mutes = new Set<string>()

  follow = (a: number, b: number) => this.apart(a, b) || this.follows.add(`${a}>${b}`)
  unfollow = (a: number, b: number) => this.follows.delete(`${a}>${b}`)
  mute = (a: number, b: number) => this.mutes.add(`${a}>${b}`)
  unmute = (a: number, b: number) => this.mutes.delete(`${a}>${b}`)
  unblock = (a: number, b: number) => this.blocks.delete(`${a}>${b}`)
  unfriend = (a: number, b: number) => this.friends.delete(pair(a, b))

  befriend(a: number, b: number): void {
    this.friends.add(pair(a, b))
    this.follow(a, b)
    this.follow(b, a)
  }

  block(a: number, b: number): void {
    this.blocks.add(`${a}>${b}`)
    this.unfollow(a, b)
    this.unfollow(b, a)
    this.unfriend(a, b)
  }

  /** Whether one of them blocks the other. */
  apart = (a: number, b: number) => this.blocks.has(`${a}>${b}`) || this.blocks.has(`${b}>${a}`)
  isBlocking = (a: number, b: number) => this.blocks.has(`${a}>${b}`)
  areFriends = (a: number, b: number) => this.friends.has(pair(a, b))
  isMuting = (a: number, b: number) => this.mutes.has(`${a}>${b}`)

  /** The ids of somebody's whole feed, newest first. */
  feedOf(reader: number): string[] {
    const mine = this.posts.filter((post) => this.belongs(post, reader))
    return mine.map(({ id }) => id).sort((one, other) => (BigInt(one) > BigInt(other) ? -1 : 1))
  }

  maySee({ author, audience, deleted }: ModelPost, reader: number): boolean {
    if (deleted) return false
    if (author === reader) return true
    if (this.apart(author, reader)) return false
    return audience === 'public' || (audience === 'friends' && this.areFriends(author, reader))
  }

  private belongs(post: ModelPost, reader: number): boolean {
    if (!this.maySee(post, reader)) return false
    const { author } = post
    return author === reader || (this.follows.has(`${reader}>${author}`) && !this.isMuting(reader, author))
  }
}

const pair = (a: number, b: number) => `${Math.min(a, b)}-${Math.max(a, b)}`
