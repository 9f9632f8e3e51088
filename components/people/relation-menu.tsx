'use client'

import { Ban, Ellipsis, Volume2, VolumeX } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { fullName } from '@/components/ui/full-name'
import { Menu } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import type { Relation, User } from '@/lib/shared/views'
import type { ChangeRelation } from './use-relation'

type Asking = 'mute' | 'block' | null
type RelationMenuProps = { user: User; relation: Relation; change: ChangeRelation }

/** The rare changes of a relation: mute and block. */
export function RelationMenu({ user, relation, change }: RelationMenuProps) {
  const [asking, setAsking] = useState<Asking>(null)
  const router = useRouter()
  const close = () => setAsking(null)

  function mute() {
    close()
    change.mutate({ what: 'mute', method: 'put', expected: { muting: true } })
  }

  function unmute() {
    const done = () => toast(`${fullName(user)} is no longer muted.`)
    change.mutate({ what: 'mute', method: 'delete', expected: { muting: false } }, { onSuccess: done })
  }

  function block() {
    close()
    change.mutate({ what: 'block', method: 'put' }, { onSuccess: () => router.refresh() })
  }

  return (
    <>
      <Menu
        label={`More about ${user.name}`}
        button={<Ellipsis />}
        items={[
          relation.muting
            ? { label: 'Unmute', icon: <Volume2 />, onSelect: unmute }
            : { label: 'Mute…', icon: <VolumeX />, onSelect: () => setAsking('mute') },
          { label: 'Block…', icon: <Ban />, danger: true, onSelect: () => setAsking('block') },
        ]}
      />
      <ConfirmDialog
        open={asking === 'mute'}
        onClose={close}
        title={`Mute ${fullName(user)}?`}
        confirm="Mute"
        onConfirm={mute}
      >
        Their posts stay out of your feed, and what they do out of your notifications. Nothing changes for them, and
        they are not told.
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'block'}
        onClose={close}
        title={`Block ${fullName(user)}?`}
        confirm="Block"
        danger
        onConfirm={block}
      >
        Neither of you will see anything of the other, and neither can follow or befriend the other. What they said
        below your posts is hidden from everybody. Following and friendship end now, and do not come back when you
        unblock.
      </ConfirmDialog>
    </>
  )
}
