'use client'

import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'
import { recheckWithin } from '@/components/live/live-state'
import { reportShownPost } from '@/components/live/report-shown-post'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { loadPost } from './load-post'

/** Instead of a post that vanished while its page was open. It comes back when the viewer may see it again. */
export function GonePost({ postId }: { postId: string }) {
  const router = useRouter()
  useEffect(() => watchReturn(postId, () => router.refresh()), [postId, router])
  return (
    <Card className="max-sm:rounded-none max-sm:border-x-0">
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

/** A version that came by the stream. It may be an old one, so the server is asked. */
function isVersionOf(frame: Frame, postId: string): boolean {
  if (frame.event !== 'post' || 'deleted' in frame.change) return false
  return frame.change.post.id === postId && !frame.change.post.viewer
}

function watchReturn(postId: string, onHidden: () => void): () => void {
  const stopListening = onFrame((frame, before) => {
    if (isVersionOf(frame, postId)) void loadPost(postId)
    if (recheckWithin(frame, before) !== null) void loadPost(postId, onHidden)
  })
  const stopShowing = reportShownPost(postId)
  return () => {
    stopListening()
    stopShowing()
  }
}
