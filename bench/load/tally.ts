import { clock } from '@/bench/measure/clock'
import { percentile } from '@/bench/measure/spread'
import { dueAt, type Schedule } from './schedule'

/** What a run of deliveries was, seen from the readers. Latencies are milliseconds since the event was due. */
export type Received = {
  received: number
  lost: number
  doubled: number
  /** Of absolute events: how often one was told again, which changes nothing. */
  again: number
  endedAt: number
  latency: { p50: number; p99: number; p999: number; max: number } | null
}

/**
 * Which events are delivered: those from `first` on, event e to the streams of group `e modulo groups`. `absolute`: an
 * event says how things are, so the position check may tell it a second time.
 */
export type Expectation = { first: number; count: number; groups: number; schedule?: Schedule; absolute?: boolean }

/**
 * Counts the deliveries of one run. Each stream must get each event of its group once, in any order; what comes again was
 * doubled (unless it is absolute), what never came was lost.
 */
export class Tally {
  private readonly expected: Expectation
  /** Events that the group with the most of them gets. */
  private readonly most: number
  /** One byte for each delivery that can be: whether it has come. */
  private readonly seen: Uint8Array
  private readonly total: number
  private readonly latencies: Float32Array
  private received = 0
  private twice = 0
  private strange = 0
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

  /** Returns how many deliveries have come in all. */
  note(stream: number, event: number): number {
    const { first, count, groups, schedule } = this.expected
    const belongs = event >= first && event < first + count && (event - stream) % groups === 0
    const place = stream * this.most + Math.floor((event - first) / groups)
    if (!belongs) this.strange++
    else if (this.seen[place] === 1) this.twice++
    else {
      this.seen[place] = 1
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
    const { received, twice, strange, endedAt, total, expected } = this
    const [again, doubled] = expected.absolute ? [twice, 0] : [0, twice]
    // What belongs to somebody else, or to an earlier run, was delivered once too often.
    return { received, lost: total - received, doubled: doubled + strange, again, endedAt, latency: this.summarise() }
  }

  private summarise(): Received['latency'] {
    if (this.latencies.length === 0) return null
    const sorted = this.latencies.subarray(0, this.received).sort()
    const at = (share: number) => percentile(sorted, share)
    return { p50: at(50), p99: at(99), p999: at(99.9), max: at(100) }
  }
}
