'use client'

import { LogOut, Settings, UserRound } from 'lucide-react'
import { usePerson } from '@/components/client/use-person'
import { Avatar } from '@/components/ui/avatar'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { Menu } from '@/components/ui/menu'
import { profilePath } from '@/components/ui/person-link'
import { toastFailure } from '@/components/ui/toast-failure'
import type { User } from '@/lib/shared/views'

const loadSignOut = lazyRetry(() => import('@/components/auth/sign-out'))

/** The viewer and their menu, at the bottom of the side navigation. */
export function AccountMenu({ viewer: rendered }: { viewer: User }) {
  const viewer = usePerson(rendered)
  return (
    <Menu
      label="Your account"
      align="start"
      className="flex w-full items-center gap-3 rounded-full p-1.5 text-start hover:bg-sunken max-lg:w-auto"
      button={
        <>
          <Avatar user={viewer} size="small" className="size-[36px]" />
          <span className="min-w-0 flex-1 leading-tight max-lg:sr-only">
            <bdi className="block truncate font-medium">{viewer.name}</bdi>
            <span className="block truncate text-sm text-ink-faint">@{viewer.handle}</span>
          </span>
        </>
      }
      items={[
        { label: 'Your profile', icon: <UserRound />, href: profilePath(viewer) },
        { label: 'Settings', icon: <Settings />, href: '/settings' },
        {
          label: 'Sign out',
          icon: <LogOut />,
          onSelect: () => void loadSignOut().then(({ signOut }) => signOut().catch((error) => toastFailure(error))),
        },
      ]}
    />
  )
}
