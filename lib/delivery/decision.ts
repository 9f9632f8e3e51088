/** Milliseconds for which several sends share a decision. It is well below DECISION_HOLDS, after which Redis refuses. */
const KEEP = 250
/** A send is refused when its decision is too old or Redis has another generation. So many refusals in a row are a fault. */
const TRIES = 10

/** What was read about something, and when, by Redis's clock (milliseconds). */
export type Decision<Facts> = { decidedAt: number; facts: Facts }

type Options<Facts> = {
  /** What is delivered, for the error. */
  what: string
  /** The time of the Redis server in milliseconds: all processes and the scripts share this clock. */
  clock: () => Promise<number>
  /** Reads the facts that decide what is delivered and to whom. */
  read: () => Promise<Facts>
}

export type Decisions<Facts> = {
  /** The last decision, or a new one when that was made more than 250 ms ago. */
  current: () => Promise<Decision<Facts>>
  /**
   * Sends something. `send` returns false when it was refused, and is then called again with a new decision. Whatever it
   * reads besides the facts, it must read after it has the decision. Throws when it is refused ten times. The first try
   * uses `first`, if it is given.
   */
  send: <T>(send: (decision: Decision<Facts>) => Promise<T | false>, first?: Decision<Facts>) => Promise<T>
  /** Sends to many people in the order of their ids, chunk by chunk, each like `send`. */
  sendInChunks: (send: (decision: Decision<Facts>, after: bigint) => Promise<Sent | false>) => Promise<void>
}

/** A chunk that was sent. `next`: the id after which the next one begins, or null at the end. */
export type Sent = { next: bigint | null }

/**
 * Makes decisions with an age. What a frame shows, and who gets it, is decided from facts that may change at once: a block
 * or a deletion must take effect within a second. So each decision carries its time, the scripts refuse one that is older
 * than DECISION_HOLDS, and the facts are then read again.
 */
export function makeDecisions<Facts>({ what, clock, read }: Options<Facts>): Decisions<Facts> {
  let kept: { madeAt: number; decision: Promise<Decision<Facts>> } | null = null

  function decide(): Promise<Decision<Facts>> {
    // The promise is kept, so that sends at the same time share one reading. Its age is by a clock that is never set back.
    const decision = readFacts()
    kept = { madeAt: performance.now(), decision }
    return decision
  }

  /** The time is taken first: facts that are read after it may be newer than it says, never older. */
  async function readFacts(): Promise<Decision<Facts>> {
    const decidedAt = await clock()
    return { decidedAt, facts: await read() }
  }

  function current(): Promise<Decision<Facts>> {
    return kept && performance.now() - kept.madeAt <= KEEP ? kept.decision : decide()
  }

  const send: Decisions<Facts>['send'] = async (work, first) => {
    let decision = first ?? (await current())
    for (let tries = 1; ; tries++) {
      const sent = await work(decision)
      if (sent !== false) return sent
      if (tries === TRIES) throw new Error(`delivery of ${what} was refused ${TRIES} times`)
      decision = await decide()
    }
  }

  const sendInChunks: Decisions<Facts>['sendInChunks'] = async (work) => {
    let sent: Sent = { next: 0n }
    while (sent.next !== null) {
      const after = sent.next
      sent = await send((decision) => work(decision, after))
    }
  }

  return { current, send, sendInChunks }
}
