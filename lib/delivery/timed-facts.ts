/** Milliseconds for which several sends share facts. It is well below FACTS_HOLD, after which Redis refuses. */
const KEEP = 250
/** A send is refused when its facts are too old or Redis has another generation. So many refusals in a row are a fault. */
const TRIES = 10

/** What was read about something, and when, by Redis's clock (milliseconds). */
export type TimedFacts<Facts> = { readAt: number; facts: Facts }

type Options<Facts> = {
  /** What is delivered, for the error. */
  what: string
  /** The time of the Redis server in milliseconds: all processes and the scripts share this clock. */
  clock: () => Promise<number>
  /** Reads the facts that decide what is delivered and to whom. */
  read: () => Promise<Facts>
  /** How many refusals in a row end a send; 10 by default. */
  tries?: number
}

type Send<Facts, T> = (timed: TimedFacts<Facts>) => Promise<T | false>

export type TimedSender<Facts> = {
  /** The facts as read last, or read again when that was more than 250 ms ago. */
  current: () => Promise<TimedFacts<Facts>>
  /**
   * Sends something. `send` returns false when it was refused, and is then called again with new facts. Whatever it reads
   * besides the facts, it must read after it has them. Throws when every try is refused. The first try uses `first`, if it is
   * given.
   */
  send: <T>(send: Send<Facts, T>, first?: TimedFacts<Facts>) => Promise<T>
  /** Like `send`, but returns false when every try is refused: for what a later check delivers. */
  trySend: <T>(send: Send<Facts, T>, first?: TimedFacts<Facts>) => Promise<T | false>
  /** Sends to many people in the order of their ids, chunk by chunk, each like `send`. */
  sendInChunks: (send: (timed: TimedFacts<Facts>, after: bigint) => Promise<Sent | false>) => Promise<void>
}

/** A chunk that was sent. `next`: the id after which the next one begins, or null at the end. */
export type Sent = { next: bigint | null }

/**
 * Sends by facts that have an age. What a frame shows, and who gets it, is decided from facts that may change at once: a block
 * or a deletion must take effect within a second. So the facts carry the time of their reading, the scripts refuse facts that
 * are older than FACTS_HOLD, and they are then read again.
 */
export function makeTimedSender<Facts>({ what, clock, read, tries = TRIES }: Options<Facts>): TimedSender<Facts> {
  let kept: { readAt: number; timed: Promise<TimedFacts<Facts>> } | null = null

  function readAgain(): Promise<TimedFacts<Facts>> {
    // The promise is kept, so that sends at the same time share one reading. Its age is by a clock that is never set back.
    const timed = readTimedFacts()
    kept = { readAt: performance.now(), timed }
    return timed
  }

  /** The time is taken first: facts that are read after it may be newer than it says, never older. */
  async function readTimedFacts(): Promise<TimedFacts<Facts>> {
    const readAt = await clock()
    return { readAt, facts: await read() }
  }

  function current(): Promise<TimedFacts<Facts>> {
    return kept && performance.now() - kept.readAt <= KEEP ? kept.timed : readAgain()
  }

  const trySend: TimedSender<Facts>['trySend'] = async (work, first) => {
    let timed = first ?? (await current())
    for (let tried = 1; ; tried++) {
      const sent = await work(timed)
      if (sent !== false || tried === tries) return sent
      timed = await readAgain()
    }
  }

  const send: TimedSender<Facts>['send'] = async (work, first) => {
    const sent = await trySend(work, first)
    if (sent === false) throw new Error(`delivery of ${what} was refused ${tries} times`)
    return sent
  }

  const sendInChunks: TimedSender<Facts>['sendInChunks'] = async (work) => {
    let sent: Sent = { next: 0n }
    while (sent.next !== null) {
      const after = sent.next
      sent = await send((timed) => work(timed, after))
    }
  }

  return { current, send, trySend, sendInChunks }
}
