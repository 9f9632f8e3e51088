/**
 * Which tab of a browser holds the stream: pure functions. elect-leader.ts runs them, decision 020 says why it is done so.
 *
 * Nothing depends on the timers of the tab that holds the stream, because browsers slow down timers of hidden tabs. It only
 * answers messages, which are not slowed down; the tabs that follow it ask.
 */

/** A tab's claim to hold the stream. Of two claims the one with the higher term is valid. */
export type Claim = { term: number; tab: string }

export type Election = {
  /** This tab. */
  tab: string
  /** The valid claim; null while nobody is known to hold the stream. */
  leader: Claim | null
  /** The highest term that this tab has heard of. */
  newest: number
  /** How often the leader was asked since it was heard last. */
  unanswered: number
}

export type ElectionMessage =
  /** From a tab that follows. The leader answers with `lead`. */
  | { kind: 'ask-leader' }
  /** A claim, when it is made and as an answer. */
  | { kind: 'lead'; claim: Claim }
  /** The leader stops: another tab may claim at once. */
  | { kind: 'left'; claim: Claim }

/** What an election becomes, and what is to be sent to the other tabs. */
export type Step = { election: Election; send?: ElectionMessage }

/** A leader that was asked so often and has not answered by the next tick counts as hanging. */
const PATIENCE = 2

/** `known`: a claim that this tab has found, whose tab may be gone. */
export function newElection(tab: string, known: Claim | null): Election {
  return { tab, leader: known, newest: known?.term ?? 0, unanswered: 0 }
}

export function leads({ tab, leader }: Election): boolean {
  return leader?.tab === tab
}

/** The leader has not answered in time. It may be slow, so this tab still follows it. */
export function doubts({ unanswered }: Election): boolean {
  return unanswered >= PATIENCE
}

export function hear(election: Election, message: ElectionMessage): Step {
  switch (message.kind) {
    case 'ask-leader':
      return contest(election)
    case 'lead':
      return hearClaim(election, message.claim)
    case 'left':
      return { election: isLeader(election, message.claim) ? { ...election, leader: null, unanswered: 0 } : election }
  }
}

/** A valid claim makes this tab follow, also when it was the leader. A leader contests a lower one, so that the other yields. */
function hearClaim(election: Election, claim: Claim): Step {
  const { leader, newest } = election
  if (leader && !isLeader(election, claim) && !outranks(claim, leader)) return contest(election)
  return { election: { ...election, leader: claim, newest: Math.max(newest, claim.term), unanswered: 0 } }
}

function contest(election: Election): Step {
  const { leader } = election
  return leader && leads(election) ? { election, send: { kind: 'lead', claim: leader } } : { election }
}

/**
 * To be called regularly while this tab may have to take over. Ticks and not times are counted: a tab that was suspended
 * itself has a late tick, and then the answers that wait for it are read before the next one.
 */
export function tick(election: Election): Step {
  const { leader, unanswered } = election
  if (!leader || leads(election)) return { election }
  if (doubts(election)) return { election: { ...election, leader: null, unanswered: 0 } }
  return { election: { ...election, unanswered: unanswered + 1 }, send: { kind: 'ask-leader' } }
}

/**
 * Makes this tab the leader if there is none. `now`, in milliseconds, keeps the term above those of claims that this tab has
 * not heard of.
 */
export function claim(election: Election, now: number): Step {
  if (election.leader) return { election }
  const term = Math.max(now, election.newest + 1)
  const leader = { term, tab: election.tab }
  return { election: { ...election, leader, newest: term, unanswered: 0 }, send: { kind: 'lead', claim: leader } }
}

/** This tab stops. */
export function leave(election: Election): Step {
  const { leader } = election
  if (!leader || !leads(election)) return { election }
  return { election: { ...election, leader: null }, send: { kind: 'left', claim: leader } }
}

function isLeader({ leader }: Election, { term, tab }: Claim): boolean {
  return leader?.tab === tab && leader.term === term
}

/** The names of tabs decide between two claims of one moment. */
function outranks(one: Claim, other: Claim): boolean {
  return one.term > other.term || (one.term === other.term && one.tab > other.tab)
}
