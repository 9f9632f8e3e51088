'use client'

import { Ellipsis, Link2, Pencil, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useViewer } from '@/components/shell/viewer-context'
import { Menu } from '@/components/ui/menu'
import type { MenuItem } from '@/components/ui/menu-props'
import { toast } from '@/components/ui/toast'
import type { Post } from '@/lib/shared/views'
import { deletePost } from './delete-post'
import { postPath } from './post-path'

const EditDialog = lazy(() => import('./edit-dialog'))

/** What can be done with a post. */
export function PostMenu({ post }: { post: Post }) {
  const viewer = useViewer()
  const [editing, setEditing] = useState(false)
  const items: MenuItem[] = [{ label: 'Copy link', icon: <Link2 />, onSelect: () => void copyLink(post) }]
  if (viewer?.id === post.author.id) {
    items.push(
      { label: 'Edit', icon: <Pencil />, onSelect: () => setEditing(true) },
      { label: 'Delete', icon: <Trash2 />, danger: true, onSelect: () => void deletePost(post) },
    )
  }
  return (
    <>
      <div className="-my-1.5 -mr-2">
        <Menu label={`More about the post by ${post.author.name}`} button={<Ellipsis />} items={items} />
      </div>
      {editing && (
        <Suspense>
          <EditDialog post={post} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </>
  )
}

async function copyLink(post: Post): Promise<void> {
  const address = new URL(postPath(post), window.location.href).href
  try {
    await navigator.clipboard.writeText(address)
    toast('Link copied')
  } catch {
    // No clipboard without a secure connection or the reader's leave: then they can copy it themselves.
    toast(address, { duration: 15_000 })
  }
}
