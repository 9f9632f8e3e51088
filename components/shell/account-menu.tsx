'use client'

import { lazy } from 'react'
import { usePerson } from '@/components/client/use-person'
import { Avatar } from '@/components/ui/avatar'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { MenuButton } from '@/components/ui/menu'
import type { User } from '@/lib/shared/views'

const loadContent = lazyRetry(() => import('./account-menu-content'))
const AccountMenuContent = lazy(loadContent)

/** The viewer and their menu, at the bottom of the side navigation. */
export function AccountMenu({ viewer: rendered }: { viewer: User }) {
  const viewer = usePerson(rendered)
  const face = {
    label: 'Your account',
    align: 'start' as const,
    className: 'flex w-full items-center gap-3 rounded-full p-1.5 text-start hover:bg-sunken max-lg:w-auto',
    button: (
      <>
        <Avatar user={viewer} size="small" className="size-[36px]" />
        <span className="min-w-0 flex-1 leading-tight max-lg:sr-only">
          <bdi className="block truncate font-medium">{viewer.name}</bdi>
          <span className="block truncate text-sm text-ink-faint">@{viewer.handle}</span>
        </span>
      </>
    ),
  }
  return (
    <MenuButton {...face} load={loadContent}>
      <AccountMenuContent viewer={viewer} face={face} />
    </MenuButton>
  )
}
