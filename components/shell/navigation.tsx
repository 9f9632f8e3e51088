'use client'

import { House, MapPin, Settings, UserRound, UsersRound } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { Bell } from '@/components/bell/bell'
import { NOTIFICATIONS } from '@/components/notifications/notifications-path'
import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'
import { profilePath } from '@/components/ui/person-link'
import type { NotificationState, User } from '@/lib/shared/views'

const LOOKS = {
  side: {
    list: 'flex flex-col gap-1',
    item: '',
    link: 'min-h-11 w-full gap-3.5 rounded-full px-3 hover:bg-sunken lg:px-4',
    current: 'bg-sunken font-semibold text-ink',
    label: 'max-lg:sr-only',
  },
  bottom: {
    // Large letters need a second row. Icons are not enlarged with the text, so that two rows have the height of the bar.
    list: 'flex min-h-15 flex-wrap',
    // Long words get more space than short ones.
    item: 'flex flex-auto',
    link: 'min-w-[44px] flex-1 flex-col justify-center gap-0.5 px-0.5 text-[0.6875rem] leading-tight',
    current: 'font-semibold text-accent',
    label: 'whitespace-nowrap',
  },
}

type NavigationProps = { viewer: User; notifications: NotificationState; look: keyof typeof LOOKS }

/** The main navigation: at the side, or at the bottom on phones. */
export function Navigation({ viewer, notifications, look }: NavigationProps) {
  const pathname = usePathname()
  const { list, item, link, current, label } = LOOKS[look]
  const classesOf = (here: boolean) =>
    classes('flex items-center transition-colors', link, here ? current : 'text-ink-soft hover:text-ink')
  return (
    <nav aria-label="Main">
      <ul className={list}>
        {destinationsOf(viewer, look).map(({ href, name, Icon }) => {
          const here = isWithin(pathname, href)
          return (
            <li key={href} className={classes('min-w-0', item)}>
              {Icon ? (
                <Link
                  href={href}
                  aria-current={here ? 'page' : undefined}
                  title={look === 'side' ? name : undefined}
                  className={classesOf(here)}
                >
                  <Icon aria-hidden="true" className="size-[22px] shrink-0" strokeWidth={here ? 2.25 : 1.75} />
                  <span className={label}>{name}</span>
                </Link>
              ) : (
                <Bell initial={notifications} opens={look === 'side'} className={classesOf(here)}>
                  <span className={label}>{name}</span>
                </Bell>
              )}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/**
 * Without an icon: the bell, which has its own component. On phones the settings are at the top, because the bar has no
 * space for a sixth link.
 */
function destinationsOf(viewer: User, look: keyof typeof LOOKS) {
  const destinations = [
    { href: '/', name: 'Home', Icon: House },
    { href: NOTIFICATIONS, name: 'Notifications', Icon: null },
    { href: '/friends', name: 'Friends', Icon: UsersRound },
    { href: '/places', name: 'Places', Icon: MapPin },
    { href: profilePath(viewer), name: 'Profile', Icon: UserRound },
  ]
  return look === 'side' ? [...destinations, { href: '/settings', name: 'Settings', Icon: Settings }] : destinations
}

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || (href !== '/' && pathname.startsWith(`${href}/`))
}
