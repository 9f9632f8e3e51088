'use client'

import { useRouter } from 'next/navigation'
import { useViewer } from '@/components/client/viewer-context'
import { asComposition, returnToComposition } from '@/components/composer/composition'
import EditDialog from '@/components/posts/edit-dialog'
import { editing } from '@/components/posts/editing'
import type { Post } from '@/lib/shared/views'

/** The dialog of the post that is being edited. */
export default function EditPost({ post }: { post: Post }) {
  const router = useRouter()
  const viewer = useViewer()
  return (
    <EditDialog
      key={post.id}
      post={post}
      onClose={() => editing.set(null)}
      onPostAsNew={(written) => {
        if (viewer) returnToComposition(viewer.id, asComposition(viewer.id, written))
        editing.set(null)
        router.push('/#composer')
      }}
    />
  )
}
