import { newKey } from '@/components/client/idempotency-key'
import {
  type Claim,
  claim,
  doubts,
  type ElectionMessage,
  hear,
  leads,
  leave,
  newElection,
  type Step,
  tick,
} from './election'
import { forgetClaim, readClaim, storeClaim } from './known-claim'
import { randomBetween } from './waiting'

/**
 * Milliseconds between two ticks of a tab that is seen: with them a leader that hangs is doubted after 1.4 seconds at most, and
 * replaced after 2.1. A hidden tab is in no hurry.
 */
const TICK = 700
const HIDDEN_TICK = 20_000
/**
 * A tab that knows of no leader waits for a random time between these before it claims: one that there is answers meanwhile,
 * and of several tabs mostly only one claims. Milliseconds.
 */
const CLAIM_AFTER = [50, 150] as const

type Work = {
  /** What the tabs share: one leader for each name. */
  name: string
  send: (message: ElectionMessage) => void
  /** The work of the leader, until the signal is aborted. */
  hold: (signal: AbortSignal) => void
  /** The leader does not answer. */
  onDoubt: () => void
  /** This tab follows a leader whose state it does not know. */
  onFollow: () => void
}

export type Candidate = {
  hear: (message: ElectionMessage) => void
  /** The claim of the tab that holds the stream, as far as this tab knows. */
  leader: () => Claim | null
  leave: () => void
}

/** Takes part in the election of the tab that does the work. It does it in one tab at a time, or for a moment in two. */
export function electLeader({ name, send, hold, onDoubt, onFollow }: Work): Candidate {
  let election = newElection(newKey(), readClaim(name))
  let holding: AbortController | null = null
  let ticking: ReturnType<typeof setTimeout> | undefined
  let claiming: ReturnType<typeof setTimeout> | undefined

  function take({ election: next, send: message }: Step) {
    const before = election
    election = next
    if (message) send(message)
    clearTimeout(claiming)
    if (!next.leader) claiming = setTimeout(claimNow, randomBetween(...CLAIM_AFTER))
    if (leads(next) !== leads(before)) changeWork()
    if (doubts(next) && !doubts(before)) onDoubt()
    const isNew = next.leader?.tab !== before.leader?.tab || doubts(before)
    if (next.leader && !leads(next) && !doubts(next) && isNew) onFollow()
  }

  function changeWork() {
    holding?.abort()
    holding = null
    if (!leads(election)) return
    if (election.leader) storeClaim(name, election.leader)
    holding = new AbortController()
    hold(holding.signal)
  }

  const claimNow = () => take(claim(election, Date.now()))

  function beat() {
    if (election.leader) take(tick(election))
    else claimNow()
    plan()
  }

  function plan() {
    clearTimeout(ticking)
    ticking = setTimeout(beat, document.visibilityState === 'visible' ? TICK : HIDDEN_TICK)
  }

  // A tab that is shown looks at once, and then often.
  const shown = () => document.visibilityState === 'visible' && beat()
  document.addEventListener('visibilitychange', shown)
  plan()
  take({ election })

  return {
    hear: (message) => take(hear(election, message)),
    leader: () => election.leader,
    leave() {
      document.removeEventListener('visibilitychange', shown)
      if (election.leader && leads(election)) forgetClaim(name, election.leader)
      take(leave(election))
      clearTimeout(ticking)
      clearTimeout(claiming)
    },
  }
}
