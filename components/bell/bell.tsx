'use client'

import { Bell as BellIcon } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { badgeOf, nameOfBell } from '@/components/live/bell-state'
import { useBell } from '@/components/live/use-bell'
import { NOTIFICATIONS } from '@/components/notifications/notifications-path'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { Link } from '@/components/ui/link'
import type { NotificationState } from '@/lib/shared/views'

const loadPanel = lazyRetry(() => import('./bell-panel'))
const BellPanel = lazy(loadPanel)

type BellProps = {
  initial: NotificationState
  /** A press opens the panel beside the bell, instead of leading to the page of notifications. */
  opens: boolean
  className: string
  /** The label below or beside the icon. */
  children: ReactNode
}

/** The bell in the navigation, with the number of unseen notifications. */
export function Bell({ initial, opens, className, children }: BellProps) {
  const { unseen } = useBell(initial)
  const pathname = usePathname()
  const here = pathname === NOTIFICATIONS
  const name = nameOfBell(unseen)
  const face = (
    <>
      <span className="relative shrink-0">
        <BellIcon aria-hidden="true" className="size-[22px]" strokeWidth={here ? 2.25 : 1.75} />
        <BellBadge>{badgeOf(unseen)}</BellBadge>
      </span>
      {children}
    </>
  )
  if (!opens || here) {
    return (
      <Link href={NOTIFICATIONS} aria-label={name} aria-current={here ? 'page' : undefined} className={className}>
        {face}
      </Link>
    )
  }
  return (
    // With the path as key, another page has a new button, whose panel is closed.
    <BellButton key={pathname} initial={initial} name={name} className={className}>
      {face}
    </BellButton>
  )
}

type BellButtonProps = { initial: NotificationState; name: string; className: string; children: ReactNode }

function BellButton({ initial, name, className, children }: BellButtonProps) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={name}
        title={name}
        aria-haspopup="dialog"
        aria-expanded={open}
        className={className}
        onPointerEnter={loadPanel}
        onFocus={loadPanel}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <Suspense>
          <BellPanel initial={initial} button={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** The number on the bell. It lies over the icon, so nothing moves when it appears or changes. */
function BellBadge({ children }: { children: string }) {
  if (!children) return null
  return (
    <span
      aria-hidden="true"
      data-badge=""
      className="marked absolute -end-2.5 -top-2 flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-full bg-accent px-1 text-[0.6875rem] leading-none font-semibold text-on-accent tabular-nums ring-2 ring-canvas max-md:ring-surface"
    >
      {children}
    </span>
  )
}
