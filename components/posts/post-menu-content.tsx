'use client'

import { Bell, BellOff, Link2, Pencil, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useViewer } from '@/components/client/viewer-context'
import { copyText } from '@/components/ui/copy-text'
import MenuContent from '@/components/ui/menu-content'
import type { MenuItem } from '@/components/ui/menu-props'
import type { Post } from '@/lib/shared/views'
import { deletePost } from './delete-post'
import { editing } from './editing'
import { muteConversation, unmuteConversation } from './mute-conversation'
import { postPath } from './post-path'

type PostMenuContentProps = { post: Post; label: string; button: ReactNode }

/** What this viewer can do with a post. */
export default function PostMenuContent({ post, label, button }: PostMenuContentProps) {
  const viewer = useViewer()
  const items: MenuItem[] = [
    { label: 'Copy link', icon: <Link2 />, onSelect: () => void copyText(addressOf(post), 'Link copied') },
  ]
  if (viewer) items.push(muteItem(post))
  if (viewer?.id === post.author.id) {
    items.push(
      { label: 'Edit', icon: <Pencil />, onSelect: () => editing.set(post) },
      { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => void deletePost(post) },
    )
  }
  return <MenuContent label={label} button={button} items={items} />
}

const addressOf = (post: Post) => new URL(postPath(post), window.location.href).href

function muteItem(post: Post): MenuItem {
  return post.viewer?.muted
    ? { label: 'Unmute this conversation', icon: <Bell />, onSelect: () => void unmuteConversation(post) }
    : { label: 'Mute this conversation', icon: <BellOff />, onSelect: () => void muteConversation(post) }
}
