import type { Concern } from './concern'
import type { Decision } from './decide'

/** What is decided about one concern. */
export type Step = { concern: Concern; decision: Decision }

/** A recipient's numbers for one transaction. */
export type Turn = { id: bigint; seq: bigint; version: bigint }

/** Whose bell has changed, and in which groups. */
export type Told = { recipientId: bigint; groupIds: bigint[] }
