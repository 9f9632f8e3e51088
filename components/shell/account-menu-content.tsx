'use client'

import { LogOut, Settings, UserRound } from 'lucide-react'
import { lazyRetry } from '@/components/ui/lazy-retry'
import MenuContent from '@/components/ui/menu-content'
import type { MenuProps } from '@/components/ui/menu-props'
import { profilePath } from '@/components/ui/person-link'
import { toastFailure } from '@/components/ui/toast-failure'
import type { User } from '@/lib/shared/views'

const loadSignOut = lazyRetry(() => import('@/components/auth/sign-out'))

type AccountMenuContentProps = { viewer: User; face: Omit<MenuProps, 'items'> }

/** What the viewer can do with their account. */
export default function AccountMenuContent({ viewer, face }: AccountMenuContentProps) {
  return (
    <MenuContent
      {...face}
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
