'use client'

import type { MouseEvent } from 'react'
import { badgeOf } from '@/components/live/bell-state'
import { TabBar, tabClasses } from '@/components/ui/tabs'
import type { NotificationFilter } from '@/lib/shared/views'
import { pathOf } from './notifications-path'

const TABS: { filter: NotificationFilter; name: string }[] = [
  { filter: 'all', name: 'All' },
  { filter: 'unread', name: 'Unread' },
  { filter: 'mentions', name: 'Mentions' },
  { filter: 'archived', name: 'Archived' },
]

/** The filters as links: each has an address, but changing it loads no page. */
export function FilterTabs({ filter, unread }: { filter: NotificationFilter; unread: number }) {
  return (
    <TabBar label="Notifications">
      {TABS.map(({ filter: value, name }) => (
        <li key={value}>
          <a
            href={pathOf(value)}
            aria-current={value === filter ? 'page' : undefined}
            onClick={stayHere}
            className={tabClasses(value === filter)}
          >
            {name}
            {value === 'unread' && unread > 0 && (
              <span className="ms-2 rounded-full bg-accent-soft px-2 text-sm tabular-nums">{badgeOf(unread)}</span>
            )}
          </a>
        </li>
      ))}
    </TabBar>
  )
}

function stayHere(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  window.history.pushState(null, '', event.currentTarget.href)
  window.scrollTo({ top: 0, behavior: 'instant' })
}
