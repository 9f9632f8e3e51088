'use client'

import { useRouter } from 'next/navigation'
import { asComposition, returnToComposition } from '@/components/composer/composition'
import EditDialog from '@/components/posts/edit-dialog'
import { editing } from '@/components/posts/editing'
import type { Post } from '@/lib/shared/views'

/** The dialog of the post that is being edited. */
export default function EditPost({ post }: { post: Post }) {
  const router = useRouter()
  return (
    <EditDialog
      key={post.id}
      post={post}
      onClose={() => editing.set(null)}
      onPostAsNew={(written) => {
        editing.set(null)
        returnToComposition(asComposition(written))
        router.push('/#composer')
      }}
    />
  )
}
