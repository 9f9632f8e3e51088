import type { ExistingNotification, Facts } from '@/lib/notifications/decide'
import type { NotificationType, RecipientRole } from '@/lib/shared/notification-kinds'

const NO_ROLE: Record<RecipientRole, boolean> = {
  mentioned: false,
  participants: false,
  commenters: false,
  author: false,
  friends: false,
  subscribers: false,
  followed: false,
  asked: false,
  asker: false,
}

export const ROLES = Object.keys(NO_ROLE) as RecipientRole[]

export const NOW = new Date('2026-11-22T12:00:00Z')
export const HOUR = 60 * 60_000
export const ago = (ms: number) => new Date(NOW.getTime() - ms)

/** The facts of a cause that exists and may be seen, for somebody who has no role but those that are given. */
export function factsWith(given: Partial<Facts>): Facts {
  return {
    ...NO_ROLE,
    exists: true,
    visible: true,
    excluded: false,
    threadMuted: false,
    checkIn: false,
    ...given,
  }
}

let ids = 0n

/** A notification that the person has, an hour old. */
export function shown(type: NotificationType, given: Partial<ExistingNotification> = {}): ExistingNotification {
  return {
    id: ++ids,
    type,
    retracted: false,
    retractedByBlock: false,
    alertedAt: ago(HOUR),
    ...given,
  }
}

/** A notification that the person had. */
export function retracted(type: NotificationType, alertedAt = ago(HOUR)): ExistingNotification {
  return shown(type, { retracted: true, alertedAt })
}
