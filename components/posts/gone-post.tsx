'use client'

import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { onFrame } from '@/components/live/live'
import { recheckWithin } from '@/components/live/live-state'
import { reportShownPost } from '@/components/live/report-shown-post'
import { ButtonLink } from '@/components/ui/button-link'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { loadPost } from './load-post'

/** Instead of a post that vanished while its page was open. It comes back when the viewer may see it again. */
export function GonePost({ postId }: { postId: string }) {
  const router = useRouter()
  useEffect(() => watchReturn(postId, () => router.refresh()), [postId, router])
  return (
    <Card role="alert" className="max-sm:rounded-none max-sm:border-x-0">
      <EmptyState
        icon={<Trash2 />}
        title="This post is gone"
        action={
          <ButtonLink href="/" look="primary">
            To the feed
          </ButtonLink>
        }
      >
        It was deleted, or is no longer meant for you.
      </EmptyState>
    </Card>
  )
}

function watchReturn(postId: string, onHidden: () => void): () => void {
  const stopListening = onFrame((frame, before) => {
    if (recheckWithin(frame, before) !== null) void loadPost(postId, onHidden)
  })
  const stopShowing = reportShownPost(postId)
  return () => {
    stopListening()
    stopShowing()
  }
}
