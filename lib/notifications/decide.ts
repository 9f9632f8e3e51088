import {
  type Cause,
  type CauseTraits,
  kindOf,
  type NotificationType,
  type RecipientRole,
} from '@/lib/shared/notification-kinds'
import { typesOf } from './candidate'
import { RING_WINDOW } from './quiet'

/** Milliseconds: 12 hours. A group accepts events until this long after its first event. */
export const GROUP_WINDOW = 12 * 60 * 60_000

/** What is true about a cause and one person, read while that person's bell is locked. */
export type Facts = Record<RecipientRole, boolean> &
  CauseTraits & {
    /** The post, like, request ... is still there. */
    exists: boolean
    /** The person may see the post. */
    visible: boolean
    /**
     * They did it themselves, the actor is suspended, they mute the actor, a block stands between the actor and them or the
     * author of the post, or the actor had just ended one.
     */
    excluded: boolean
    /** They muted the conversation. */
    threadMuted: boolean
  }

/** A stored event of a candidate. */
export type ExistingNotification = {
  id: bigint
  type: NotificationType
  retracted: boolean
  /** A block, or a mute by this person, retracted it: it is never restored, only a new cause alerts again. */
  retractedByBlock: boolean
  alertedAt: Date
}

/**
 * `causedAt`: when the present cause came about; null when there is none. `existing`: at most one of each type. `undone`: those of
 * what the same person had said there, or named them in, within RING_WINDOW and has deleted since.
 */
export type Given = {
  facts: Facts
  causedAt: Date | null
  existing: ExistingNotification[]
  undone: ExistingNotification[]
}

/**
 * The rows to write: a new alert, a retracted notification to restore without an alert, one of something deleted that from now on
 * is about this cause, without an alert too, and notifications to retract.
 */
export type Decision = {
  alert: NotificationType | null
  restore: ExistingNotification | null
  reuse: ExistingNotification | null
  retract: ExistingNotification[]
}

/**
 * Decides which notification one person has for one cause. A pure function of the facts and of what is stored: how often
 * and in which order events arrive makes no difference.
 */
export function decide(cause: Cause, { facts, causedAt, existing, undone }: Given): Decision {
  const isShown = (type: NotificationType) => existing.some((one) => one.type === type && !one.retracted)
  const wanted = typesOf(cause).find((type) => (isShown(type) ? keeps(type, facts) : receives(type, facts))) ?? null
  const retract = existing.filter(({ type, retracted }) => !retracted && type !== wanted)
  const decision: Decision = { alert: null, restore: null, reuse: null, retract }
  if (wanted === null || isShown(wanted)) return decision
  const own = existing.find(({ type }) => type === wanted)
  if (!isNew(wanted, existing, causedAt)) return { ...decision, restore: own && !own.retractedByBlock ? own : null }
  const reuse = own ? undefined : undone.find(({ type }) => type === wanted)
  return reuse ? { ...decision, reuse } : { ...decision, alert: wanted }
}

/** Whether a person who does not have a notification of this kind gets one. */
function receives(type: NotificationType, facts: Facts): boolean {
  return isAllowed(facts) && fits(type, facts) && (!facts.threadMuted || kindOf(type).ignoresThreadMute === true)
}

/** Whether a person who has a notification of this kind keeps it. */
function keeps(type: NotificationType, facts: Facts): boolean {
  return isAllowed(facts) && (kindOf(type).lasting === true || fits(type, facts))
}

function isAllowed({ exists, visible, excluded }: Facts): boolean {
  return exists && visible && !excluded
}

function fits(type: NotificationType, facts: Facts): boolean {
  const { recipients, onlyIf } = kindOf(type)
  return facts[recipients] && (onlyIf === undefined || onlyIf(facts))
}

/**
 * Whether to alert. Yes when this person has no stored notification of the cause, of any kind. Otherwise the cause must
 * have come about again after every stored alert; if the alert is of the same kind, more than RING_WINDOW after it.
 */
function isNew(type: NotificationType, existing: ExistingNotification[], causedAt: Date | null): boolean {
  if (existing.length === 0) return true
  // RING_WINDOW applies to alerts of the same kind only: a friend request this morning must not silence its acceptance
  // at noon.
  const until = existing.map((one) => one.alertedAt.getTime() + (one.type === type ? RING_WINDOW : 0))
  return causedAt !== null && causedAt.getTime() > Math.max(...until)
}
