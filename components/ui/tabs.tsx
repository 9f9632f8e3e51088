'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { classes } from './classes'
import { Link } from './link'

type TabsProps = { label: string; tabs: { href: string; name: string }[] }

/** A row of links to pages that belong together. */
export function Tabs({ label, tabs }: TabsProps) {
  const pathname = usePathname()
  return (
    <TabBar label={label}>
      {tabs.map(({ href, name }) => {
        const here = decodeURIComponent(pathname) === href
        return (
          <li key={href}>
            <Link href={href} scroll={false} aria-current={here ? 'page' : undefined} className={tabClasses(here)}>
              {name}
            </Link>
          </li>
        )
      })}
    </TabBar>
  )
}

/** The row itself; each child is a list item with one link. */
export function TabBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="mb-4 border-b border-line px-1.5 sm:px-0">
      <ul className="flex flex-wrap">{children}</ul>
    </nav>
  )
}

export function tabClasses(here: boolean): string {
  return classes(
    'flex min-h-[44px] min-w-[44px] items-center justify-center border-b-2 px-2.5 whitespace-nowrap -outline-offset-2 sm:px-4',
    here ? 'border-accent font-semibold text-ink' : 'border-transparent text-ink-soft hover:text-ink',
  )
}
