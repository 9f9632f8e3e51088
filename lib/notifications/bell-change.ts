import type { NotificationState } from '@/lib/shared/views'
import type { Concern } from './candidate'
import type { Decision } from './decide'

/** What is decided about one concern. */
export type Step = { concern: Concern; decision: Decision }

/** A recipient's numbers if this transaction changes their bell. */
export type Turn = { id: bigint; seq: bigint; version: bigint }

/**
 * Whose bell has changed, in which groups, and what it has said since. The state is that of the change and not a later one:
 * a frame that says a version brings the groups of that version, so a version that is missing says that groups are.
 */
export type Told = { recipientId: bigint; groupIds: bigint[]; state: NotificationState }

/** Groups told in one frame. Who misses more sees it by the version, and loads the list again. */
export const GROUPS_PER_FRAME = 50
