import { isNewerId } from '@/components/client/ids'
import { LIMITS } from '@/lib/shared/limits'
import type { NotificationState } from '@/lib/shared/views'

/** Of two words about the bell the later one, in whatever order and from wherever they came. */
export function newerState(held: NotificationState | null, told: NotificationState): NotificationState {
  return held && !isNewerId(told.version, held.version) ? held : told
}

/** What stands on the bell: the exact number, as far as it is counted; nothing when there is nothing new. */
export function badgeOf(unseen: number): string {
  return unseen <= 0 ? '' : unseen < LIMITS.notifications ? String(unseen) : `${LIMITS.notifications - 1}+`
}

export function nameOfBell(unseen: number): string {
  return unseen > 0 ? `Notifications, ${badgeOf(unseen)} new` : 'Notifications'
}

/** What is said when something new has come. */
export function newsOf(unseen: number): string {
  return unseen > 0 ? `${badgeOf(unseen)} new ${unseen === 1 ? 'notification' : 'notifications'}` : ''
}
