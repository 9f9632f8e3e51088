import type { History, Operation, Sighting } from './history'
import type { Village, Villager } from './village'

/** A post on a screen or on a page. */
export type Seen = { id: string; text: string }

/** What was read when no event and no job was open any more. */
export type Evidence = {
  village: Village
  history: Pick<History, 'operations' | 'sightings'>
  /** Every page of every feed, read to the end. */
  feeds: Map<Villager, Seen[]>
  /** What the screens show. They never reloaded. */
  screens: { reader: Villager; seen: Seen[] }[]
  /** What the database holds. */
  stored: Seen[]
  /** Posts without an event that was done, and events without a post. */
  orphans: string[]
}

export type Verdict = 'pass' | 'fail' | 'unknown'

export type Report = {
  verdict: Verdict
  attempted: number
  acknowledged: number
  /** Stored, although no answer said so. */
  recovered: number
  lost: string[]
  duplicated: string[]
  unexpected: string[]
  leaked: string[]
  outOfOrder: string[]
  drift: string[]
  /** Feed frames that brought a post a second time on one connection. Browsers drop them; they are counted, not judged. */
  repeatedFrames: number
}

/**
 * Compares what was seen with what had to be seen. Everybody who may see a post that was acknowledged, or that is stored, must
 * see it once and in order; nobody else may see it.
 */
export function check(evidence: Evidence): Report {
  const { operations, sightings } = evidence.history
  const stored = new Set(evidence.stored.map(({ text }) => text))
  const findings = {
    lost: findLost(evidence, stored),
    duplicated: findDuplicated(evidence),
    unexpected: findUnexpected(evidence, stored),
    leaked: findLeaked(evidence),
    outOfOrder: [...findUnsorted(evidence), ...findOvertaken(operations), ...findJumps(sightings)],
    drift: [...findDrift(evidence), ...evidence.orphans],
  }
  const acknowledged = operations.filter(({ outcome }) => outcome === 'ok')
  const wrong = Object.values(findings).some((found) => found.length > 0)
  return {
    verdict: wrong ? 'fail' : acknowledged.length === 0 ? 'unknown' : 'pass',
    attempted: operations.length,
    acknowledged: acknowledged.length,
    recovered: operations.filter(({ outcome, marker }) => outcome === 'unknown' && stored.has(marker)).length,
    ...findings,
    repeatedFrames: countRepeats(sightings),
  }
}

/** All places where a reader meets posts, by name. */
function* places({ feeds, screens }: Evidence): Generator<{ reader: Villager; place: string; seen: Seen[] }> {
  for (const [reader, seen] of feeds) yield { reader, place: `the feed of ${reader.name}`, seen }
  for (const { reader, seen } of screens) yield { reader, place: `the screen of ${reader.name}`, seen }
}

function findLost(evidence: Evidence, stored: Set<string>): string[] {
  const { operations } = evidence.history
  const due = operations.filter(({ outcome, marker }) => outcome === 'ok' || stored.has(marker))
  const gone = due.filter(({ marker }) => !stored.has(marker)).map(({ marker }) => `${marker} is not stored`)
  const unseen = [...places(evidence)].flatMap(({ reader, place, seen }) => {
    const texts = new Set(seen.map(({ text }) => text))
    const missing = due.filter((one) => evidence.village.belongs(reader, one) && !texts.has(one.marker))
    return missing.map(({ marker, author }) => `${marker} of ${author.name} is missing in ${place}`)
  })
  return [...gone, ...unseen]
}

function findDuplicated(evidence: Evidence): string[] {
  const twice = (seen: Seen[], place: string) =>
    seen
      .filter(({ text }, index) => seen.findIndex((other) => other.text === text) < index)
      .map(({ text }) => `${text} stands twice in ${place}`)
  return [
    ...twice(evidence.stored, 'the database'),
    ...[...places(evidence)].flatMap(({ seen, place }) => twice(seen, place)),
  ]
}

/** Posts that were never sent, and posts that are stored although their author was refused. */
function findUnexpected(evidence: Evidence, stored: Set<string>): string[] {
  const known = new Map(evidence.history.operations.map((operation) => [operation.marker, operation]))
  const refused = [...stored].filter((text) => known.get(text)?.outcome === 'failed')
  const strange = [...places(evidence)].flatMap(({ seen, place }) =>
    seen.filter(({ text }) => !known.has(text)).map(({ text }) => `${text} in ${place} was never posted`),
  )
  const unasked = evidence.history.sightings.filter(({ marker }) => !known.has(marker))
  return [
    ...refused.map((text) => `${text} was refused, yet it is stored`),
    ...strange,
    ...unasked.map(({ marker, reader }) => `${marker} on the stream of ${reader.name} was never posted`),
  ]
}

function findLeaked(evidence: Evidence): string[] {
  const { village, history } = evidence
  const known = new Map(history.operations.map((operation) => [operation.marker, operation]))
  const inFrames = history.sightings.filter(({ reader, marker, at }) => {
    const operation = known.get(marker)
    return operation && !village.mayHaveBelonged(reader, operation, at)
  })
  const inPlaces = [...places(evidence)].flatMap(({ reader, place, seen }) => {
    const foreign = seen.flatMap(({ text }) => known.get(text) ?? []).filter((one) => !village.belongs(reader, one))
    return foreign.map(({ marker }) => `${marker} leaked to ${place}`)
  })
  return [...inFrames.map(({ marker, reader }) => `${marker} leaked to the stream of ${reader.name}`), ...inPlaces]
}

const isNewer = (one: string, other: string) => BigInt(one) > BigInt(other)

/** Feeds are newest first. */
function findUnsorted(evidence: Evidence): string[] {
  return [...places(evidence)].flatMap(({ seen, place }) =>
    seen
      .filter(({ id }, index) => index > 0 && !isNewer(seen[index - 1]?.id ?? '0', id))
      .map(({ text }) => `${text} stands in the wrong place in ${place}`),
  )
}

/** Of one author's posts, the one sent after another was acknowledged is the newer. */
function findOvertaken(operations: Operation[]): string[] {
  const acknowledged = operations.filter(({ postId }) => postId !== null).sort((a, b) => a.endedAt - b.endedAt)
  return acknowledged.flatMap((earlier, index) =>
    acknowledged
      .slice(index + 1)
      .filter((later) => later.author === earlier.author && later.sentAt > earlier.endedAt)
      .filter((later) => !isNewer(later.postId ?? '0', earlier.postId ?? '0'))
      .map((later) => `${later.marker} was posted after ${earlier.marker}, but is older`),
  )
}

/** On one connection positions only grow, as long as they are of one epoch. */
function findJumps(sightings: Sighting[]): string[] {
  const last = new Map<string, Sighting>()
  return sightings.flatMap((sighting) => {
    const before = last.get(sighting.connection)
    last.set(sighting.connection, sighting)
    if (!before) return []
    const [epoch, offset] = sighting.position.split(':')
    const [epochBefore, offsetBefore] = before.position.split(':')
    if (epoch !== epochBefore || Number(offset) > Number(offsetBefore)) return []
    return [`${sighting.marker} came to ${sighting.reader.name} at ${sighting.position}, after ${before.position}`]
  })
}

/** A reload must show what the screen showed before. */
function findDrift({ feeds, screens }: Evidence): string[] {
  return screens.flatMap(({ reader, seen }) => {
    const page = new Set(feeds.get(reader)?.map(({ id }) => id))
    const screen = new Set(seen.map(({ id }) => id))
    const apart = [...page, ...screen].filter((id) => page.has(id) !== screen.has(id))
    return apart.length > 0 ? [`feed and screen of ${reader.name} differ in ${apart.length} posts`] : []
  })
}

function countRepeats(sightings: Sighting[]): number {
  const seen = new Set(sightings.map(({ connection, postId }) => `${connection} ${postId}`))
  return sightings.length - seen.size
}
