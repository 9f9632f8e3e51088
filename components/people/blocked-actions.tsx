'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import type { User } from '@/lib/shared/views'
import type { ChangeRelation } from './use-relation'

/** On the profile of somebody whom the viewer blocks: the only button is the one that ends the block. */
export function BlockedActions({ user, change }: { user: User; change: ChangeRelation }) {
  const router = useRouter()
  return (
    <>
      <span className="text-ink-soft">You block {user.name}.</span>
      <Button
        pending={change.isPending}
        onClick={() => change.mutate({ what: 'block', method: 'delete' }, { onSuccess: () => router.refresh() })}
      >
        Unblock
      </Button>
    </>
  )
}
