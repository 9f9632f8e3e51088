import { randomBytes } from 'node:crypto'
import { parsePosition } from '@/lib/feed/timeline'
import { log } from '@/lib/process/log'
import { metrics } from '@/lib/process/metrics'
import { once } from '@/lib/process/once'
import { isRedisInDoubt } from '@/lib/redis/client'
import { catchUp } from './catch-up'
import { checkNow } from './check-positions'
import type { Connection, Outcome } from './connection'
import { Members } from './connections'
import { leave } from './registration'
import { Resets } from './resets'

/** Milliseconds after which a browser that was signed out elsewhere would come back, if it came back. */
const SIGNED_OUT_RETRY = 60_000

/**
 * Where a process's streams meet Redis: one subscription, the connections of each user, and the rules by which frames
 * reach them. Correctness never depends on a frame: a hole is noticed by its position, a lost end by the position check.
 */
export class Gateway {
  /** Random per start, so that nothing published for an earlier life of this process reaches this one. */
  readonly id = randomBytes(6).toString('hex')
  readonly members = new Members()
  readonly resets = new Resets(this.members)
  /** Whether the subscription stands; kept by `subscribe`. */
  subscribed = false
  draining = false

  /** True while live frames may not arrive: browsers then poll besides. */
  get degraded(): boolean {
    return !this.subscribed || isRedisInDoubt()
  }

  add(connection: Connection): void {
    this.members.add(connection)
    metrics.streamsOpen.set(this.members.size)
  }

  remove(connection: Connection): void {
    connection.closed = true
    const last = this.members.remove(connection)
    metrics.streamsOpen.set(this.members.size)
    if (last) void this.leaveFor([connection.userKey])
  }

  /** Tells Redis that these users are not here. Who came back meanwhile is entered again: the two may overtake each other. */
  private async leaveFor(users: string[]): Promise<void> {
    await leave(this.id, users.map(BigInt))
    const back = users.filter((user) => this.members.of(user).length > 0)
    if (back.length > 0) await checkNow(this, back)
  }

  /** A message of our channel: kind, users (with positions), body; see deliver.lua and fan-out.lua. */
  receive(message: string): void {
    const kindEnd = message.indexOf('\n')
    const usersEnd = message.indexOf('\n', kindEnd + 1)
    const kind = message.slice(0, kindEnd)
    const users = message.slice(kindEnd + 1, usersEnd).split(' ')
    const body = message.slice(usersEnd + 1)
    if (kind === 'feed') this.receivePosts(users, body)
    else if (kind === 'event') this.receiveEvents(users, body)
    else if (kind === 'bell') this.receiveBell(users, body)
    else if (kind === 'reset') for (const user of users) this.resets.reset(user, 'graph', 0)
    else if (kind === 'end') this.endSessions(users, new Set(body.split(' ')))
    else log.warn({ kind }, 'frame of an unknown kind')
  }

  private receivePosts(users: string[], body: string): void {
    let written = 0
    const strangers: string[] = []
    for (let i = 0; i < users.length; i += 2) {
      const user = users[i] ?? ''
      const position = parsePosition(users[i + 1] ?? '')
      if (!position) continue
      const connections = this.members.of(user)
      if (connections.length === 0) strangers.push(user)
      for (const connection of connections) {
        const outcome = connection.receivePost(position, body)
        if (outcome === 'written') written++
        else if (outcome === 'hole') void catchUp(this, connection)
      }
    }
    metrics.frames.inc({ event: 'feed' }, written)
    // They left while Redis was away, and were never taken out.
    if (strangers.length > 0) void this.leaveFor(strangers)
  }

  /** The version stands in front, so that the frame need not be read; see lib/notifications/deliver-bells.ts. */
  private receiveBell(users: string[], body: string): void {
    const versionEnd = body.indexOf('\n')
    const version = BigInt(body.slice(0, versionEnd))
    const text = body.slice(versionEnd + 1)
    this.toEach(users, (connection) => connection.receiveBell(version, text))
  }

  private receiveEvents(users: string[], body: string): void {
    this.toEach(users, (connection) => connection.receiveEvent(body))
  }

  private toEach(users: string[], write: (connection: Connection) => Outcome): void {
    let written = 0
    for (const user of users) {
      for (const connection of this.members.of(user)) if (write(connection) === 'written') written++
    }
    metrics.frames.inc({ event: 'other' }, written)
    const strangers = users.filter((user) => this.members.of(user).length === 0)
    if (strangers.length > 0) void this.leaveFor(strangers)
  }

  /** Ends the streams of sessions that have ended. */
  endSessions(users: string[], sessionIds: Set<string>): void {
    for (const connection of users.flatMap((user) => this.members.of(user))) {
      if (sessionIds.has(connection.sessionId)) connection.end('signed_out', SIGNED_OUT_RETRY)
    }
  }
}

/** The gateway of this process. */
export const gateway = once('gateway', () => new Gateway())
