import { clock } from '@/bench/measure/clock'
import { percentile } from '@/bench/measure/spread'
import { dueAt, type Schedule } from './schedule'

/** The deliveries of a run, as the readers received them. Latencies are milliseconds since the event was due. */
export type Received = {
  received: number
  lost: number
  doubled: number
  /** How often an absolute event was delivered again, which changes nothing. */
  again: number
  endedAt: number
  latency: { p50: number; p99: number; p999: number; max: number } | null
}

/**
 * The events to be delivered: `count` from `first` on, event e to the streams of the group `e modulo groups`. `absolute`: an
 * event carries a state, so the position check may deliver it a second time.
 */
export type Expectation = { first: number; count: number; groups: number; schedule?: Schedule; absolute?: boolean }

/**
 * Counts the deliveries of one run. Each stream must get each event of its group once, in any order. A second delivery counts
 * as doubled (unless the event is absolute), a missing one as lost.
 */
export class Tally {
  private readonly expected: Expectation
  /** How many events the largest group gets. */
  private readonly most: number
  /** One byte for each possible delivery: 1 when it has arrived. */
  private readonly seen: Uint8Array
  private readonly total: number
  private readonly latencies: Float32Array
  private received = 0
  private twice = 0
  private misdelivered = 0
  private endedAt = 0

  constructor(streams: number, expected: Expectation) {
    const { first, count, groups, schedule } = expected
    this.expected = expected
    this.most = Math.ceil(count / groups)
    this.seen = new Uint8Array(streams * this.most)
    const firstGroup = first % groups
    const eventsOf = (stream: number) =>
      Math.ceil((count - ((stream - firstGroup + groups * streams) % groups)) / groups)
    this.total = Array.from({ length: streams }, (_, stream) => eventsOf(stream)).reduce((sum, many) => sum + many, 0)
    this.latencies = new Float32Array(schedule ? this.total : 0)
  }

  /** Returns how many deliveries have arrived in total. */
  note(stream: number, event: number): number {
    const { first, count, groups, schedule } = this.expected
    const belongs = event >= first && event < first + count && (event - stream) % groups === 0
    const index = stream * this.most + Math.floor((event - first) / groups)
    if (!belongs) this.misdelivered++
    else if (this.seen[index] === 1) this.twice++
    else {
      this.seen[index] = 1
      this.endedAt = clock()
      if (schedule) this.latencies[this.received] = this.endedAt - dueAt(schedule, event)
      this.received++
    }
    return this.received
  }

  get complete(): boolean {
    return this.received >= this.total
  }

  result(): Received {
    const { received, twice, misdelivered, endedAt, total, expected } = this
    const [again, doubled] = expected.absolute ? [twice, 0] : [0, twice]
    // An event for another stream, or of an earlier run, was delivered once too often.
    return {
      received,
      lost: total - received,
      doubled: doubled + misdelivered,
      again,
      endedAt,
      latency: this.summarise(),
    }
  }

  private summarise(): Received['latency'] {
    if (this.latencies.length === 0) return null
    const sorted = this.latencies.subarray(0, this.received).sort()
    const at = (share: number) => percentile(sorted, share)
    return { p50: at(50), p99: at(99), p999: at(99.9), max: at(100) }
  }
}
