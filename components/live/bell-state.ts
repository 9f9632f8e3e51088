import { isNewerId } from '@/components/client/ids'
import { LIMITS } from '@/lib/shared/limits'
import type { NotificationState } from '@/lib/shared/views'

/** The newer of two states of the bell. Stream, polls and answers bring them in any order. */
export function newerState(known: NotificationState | null, received: NotificationState): NotificationState {
  return known && !isNewerId(received.version, known.version) ? known : received
}

/** The number on the bell: exact up to the limit of counting; empty when there is nothing new. */
export function badgeOf(unseen: number): string {
  return unseen <= 0 ? '' : unseen < LIMITS.notifications ? String(unseen) : `${LIMITS.notifications - 1}+`
}

export function nameOfBell(unseen: number): string {
  return unseen > 0 ? `Notifications, ${badgeOf(unseen)} new` : 'Notifications'
}

/** What a screen reader announces when something new has come. */
export function newsOf(unseen: number): string {
  return unseen > 0 ? `${badgeOf(unseen)} new ${unseen === 1 ? 'notification' : 'notifications'}` : ''
}
