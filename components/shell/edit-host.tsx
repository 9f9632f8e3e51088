'use client'

import { lazy, Suspense, useSyncExternalStore } from 'react'
import { editing } from '@/components/posts/editing'
import { lazyRetry } from '@/components/ui/lazy-retry'

const EditPost = lazy(lazyRetry(() => import('./edit-post')))

/** Shows the dialog of the post that is being edited, above whatever page is open. */
export function EditHost() {
  const post = useSyncExternalStore(editing.subscribe, editing.get, () => null)
  return (
    post && (
      <Suspense>
        <EditPost post={post} />
      </Suspense>
    )
  )
}
