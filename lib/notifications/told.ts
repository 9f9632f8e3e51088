import type { Concern } from './concern'
import type { Decision } from './decide'

/** What is decided about one concern. */
export type Step = { concern: Concern; decision: Decision }

/** A recipient's numbers if this transaction changes their bell. */
export type Turn = { id: bigint; seq: bigint; version: bigint }

/** Whose bell has changed, and in which groups. */
export type Told = { recipientId: bigint; groupIds: bigint[] }

/** Groups told in one frame. Who misses more sees it by the version, and loads the list again. */
export const GROUPS_PER_FRAME = 50
