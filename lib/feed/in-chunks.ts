/** A chunk is refused when its decision is old; more refusals than this are a fault. */
const TRIES = 10

type Chunks<Place> = {
  /** What is told, for the error. */
  what: string
  first: Place
  /** The place to go on from; the same one when the decision grew too old meanwhile; null at the end. */
  tell: (from: Place) => Promise<Place | null>
}

/** Tells many people chunk by chunk, and a chunk again when it was refused. */
export async function inChunks<Place>({ what, first, tell }: Chunks<Place>): Promise<void> {
  let refusals = 0
  for (let from: Place | null = first; from !== null; ) {
    const next: Place | null = await tell(from)
    refusals = next === from ? refusals + 1 : 0
    if (refusals > TRIES) throw new Error(`${what} was refused ${TRIES} times`)
    from = next
  }
}
