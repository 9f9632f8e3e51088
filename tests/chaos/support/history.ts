import type { Audience } from '@/lib/shared/views'
import type { Villager } from './village'

/** `unknown`: the connection broke or the answer does not say; it may or may not have taken effect. */
export type Outcome = 'ok' | 'failed' | 'unknown'

/** One attempt to post. The marker is its text, which no other post has. */
export type Operation = {
  marker: string
  author: Villager
  audience: Audience
  sentAt: number
  endedAt: number
  outcome: Outcome
  /** The id it was acknowledged under. */
  postId: string | null
}

/** A post in a `feed` frame of a stream. */
export type Sighting = {
  reader: Villager
  marker: string
  postId: string
  connection: string
  /** `<epoch>:<offset>`, as it was sent. */
  position: string
  at: number
}

/** Everything that clients did and saw, in order. */
export class History {
  readonly operations: Operation[] = []
  readonly sightings: Sighting[] = []
  /** Answers that somebody is not signed in. No test signs anybody out. */
  readonly signedOut: string[] = []
  /** Answers that no client may get. */
  readonly refusals: string[] = []
  /** The reasons for which screens loaded their first page again. */
  readonly resets: string[] = []
  readonly counts = { connects: 0, replays: 0, polls: 0, gaps: 0 }

  begin(operation: Pick<Operation, 'marker' | 'author' | 'audience'>): Operation {
    const begun: Operation = { ...operation, sentAt: Date.now(), endedAt: 0, outcome: 'unknown', postId: null }
    this.operations.push(begun)
    return begun
  }
}
