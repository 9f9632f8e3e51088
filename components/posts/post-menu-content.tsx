'use client'

import { Bell, BellOff, Link2, Pencil, Trash2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import { lazyRetry } from '@/components/ui/lazy-retry'
import MenuContent from '@/components/ui/menu-content'
import type { MenuItem } from '@/components/ui/menu-props'
import { toast } from '@/components/ui/toast'
import type { Post } from '@/lib/shared/views'
import { deletePost } from './delete-post'
import { muteConversation, unmuteConversation } from './mute-conversation'
import { postPath } from './post-path'

const EditDialog = lazy(lazyRetry(() => import('./edit-dialog')))

type PostMenuContentProps = { post: Post; label: string; button: ReactNode }

/** What this viewer can do with a post. */
export default function PostMenuContent({ post, label, button }: PostMenuContentProps) {
  const viewer = useViewer()
  const [editing, setEditing] = useState(false)
  const items: MenuItem[] = [{ label: 'Copy link', icon: <Link2 />, onSelect: () => void copyLink(post) }]
  if (viewer) items.push(muteItem(post))
  if (viewer?.id === post.author.id) {
    items.push(
      { label: 'Edit', icon: <Pencil />, onSelect: () => setEditing(true) },
      { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => void deletePost(post) },
    )
  }
  return (
    <>
      <MenuContent label={label} button={button} items={items} />
      {editing && (
        <Suspense>
          <EditDialog post={post} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </>
  )
}

function muteItem(post: Post): MenuItem {
  return post.viewer?.muted
    ? { label: 'Unmute this conversation', icon: <Bell />, onSelect: () => void unmuteConversation(post) }
    : { label: 'Mute this conversation', icon: <BellOff />, onSelect: () => void muteConversation(post) }
}

async function copyLink(post: Post): Promise<void> {
  const address = new URL(postPath(post), window.location.href).href
  try {
    await navigator.clipboard.writeText(address)
    toast('Link copied')
  } catch {
    // The clipboard needs https and permission. Without them the address is shown, to be copied by hand.
    toast(address, { duration: 15_000 })
  }
}
