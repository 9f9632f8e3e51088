import type { NotificationFilter } from '@/lib/shared/views'

export const NOTIFICATIONS = '/notifications'

export function pathOf(filter: NotificationFilter): string {
  return filter === 'all' ? NOTIFICATIONS : `${NOTIFICATIONS}?filter=${filter}`
}

/** What an address asks for: everything, unless it says otherwise. */
export function filterOf(value: unknown): NotificationFilter {
  return value === 'unread' || value === 'mentions' || value === 'archived' ? value : 'all'
}
