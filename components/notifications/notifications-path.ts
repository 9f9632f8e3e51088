import type { NotificationFilter } from '@/lib/shared/views'

export const NOTIFICATIONS = '/notifications'

export function pathOf(filter: NotificationFilter): string {
  return filter === 'all' ? NOTIFICATIONS : `${NOTIFICATIONS}?filter=${filter}`
}

/** The filter that an address names; `all` for any other value. */
export function filterOf(value: unknown): NotificationFilter {
  return value === 'unread' || value === 'mentions' || value === 'archived' ? value : 'all'
}
