'use client'

import { House, MapPin, Settings, UserRound, UsersRound } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { profilePath } from '@/components/people/person-link'
import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'
import type { User } from '@/lib/shared/views'

const LOOKS = {
  side: {
    list: 'flex flex-col gap-1',
    link: 'min-h-11 gap-3.5 rounded-full px-3 hover:bg-sunken lg:px-4',
    current: 'bg-sunken font-semibold text-ink',
    label: 'max-lg:sr-only',
  },
  bottom: {
    list: 'grid grid-flow-col auto-cols-fr',
    link: 'h-15 flex-col justify-center gap-0.5 text-[0.6875rem]',
    current: 'font-semibold text-accent',
    label: 'max-w-full truncate',
  },
}

/** The ways through the site: a rail at the side, or a bar at the bottom of phones. */
export function Navigation({ viewer, look }: { viewer: User; look: keyof typeof LOOKS }) {
  const pathname = usePathname()
  const { list, link, current, label } = LOOKS[look]
  return (
    <nav aria-label="Main">
      <ul className={list}>
        {destinationsOf(viewer).map(({ href, name, Icon }) => {
          const here = isWithin(pathname, href)
          return (
            <li key={href} className="min-w-0">
              <Link
                href={href}
                aria-current={here ? 'page' : undefined}
                title={look === 'side' ? name : undefined}
                className={classes(
                  'flex items-center text-ink-soft transition-colors hover:text-ink',
                  link,
                  here && current,
                )}
              >
                <Icon aria-hidden="true" className="size-[1.375rem] shrink-0" strokeWidth={here ? 2.25 : 1.75} />
                <span className={label}>{name}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

function destinationsOf(viewer: User) {
  return [
    { href: '/', name: 'Home', Icon: House },
    { href: '/friends', name: 'Friends', Icon: UsersRound },
    { href: '/places', name: 'Places', Icon: MapPin },
    { href: profilePath(viewer), name: 'Profile', Icon: UserRound },
    { href: '/settings', name: 'Settings', Icon: Settings },
  ]
}

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || (href !== '/' && pathname.startsWith(`${href}/`))
}
