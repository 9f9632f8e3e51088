import type { NotificationState } from '@/lib/shared/views'

/**
 * A bell that a transaction has changed: which groups, and its state afterwards. The state is that at the end of
 * this transaction and not a later one. A frame with a version must contain the groups that changed with that version,
 * because a browser that finds no gap between the versions takes its list as complete.
 */
export type BellChange = { recipientId: bigint; groupIds: bigint[]; state: NotificationState }

/**
 * Groups in one frame, at most. A change of more groups raises the version by two instead of one. The browser then finds
 * that a version is missing and loads the list again, and so gets the groups that the frame could not hold.
 */
export const GROUPS_PER_FRAME = 50
