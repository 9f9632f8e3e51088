'use client'

import { useRef, useState } from 'react'
import { messageOf } from '@/components/client/api'
import { ROW_KEY } from '@/components/scroll/row-position'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { COMMENT_ROW } from './comment-item'
import type { Conversation } from './conversation'

type EarlierCommentsProps = {
  conversation: Conversation
  /** Whether there are earlier comments than those shown. */
  exist: boolean
}

/** Loads earlier comments on demand. The button stays where it was pressed, and the comments appear below it. */
export function EarlierComments({ conversation, exist }: EarlierCommentsProps) {
  const element = useRef<HTMLDivElement>(null)
  const [loading, setLoading] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  async function load() {
    setLoading(true)
    setProblem(null)
    try {
      await conversation.loadEarlier()
      // With all comments shown there is no button any more, and the focus would be lost.
      if (conversation.store.get().cursor === null) element.current?.focus({ preventScroll: true })
    } catch (error) {
      setProblem(error)
    }
    setLoading(false)
  }

  return (
    <div ref={element} tabIndex={-1} {...{ [ROW_KEY]: 'earlier' }} className="outline-none">
      {problem !== null && <ErrorState message={messageOf(problem)} pending={loading} onRetry={() => void load()} />}
      {exist && problem === null && (
        <div className="flex justify-center px-4 py-2">
          <Button size="small" look="quiet" pending={loading} onClick={() => void load()}>
            Show earlier comments
          </Button>
        </div>
      )}
      {loading && <CommentSkeleton />}
    </div>
  )
}

function CommentSkeleton() {
  return (
    <div role="status" aria-label="Comments: loading" className={COMMENT_ROW}>
      <Skeleton className="mt-0.5 size-8 shrink-0 rounded-full" />
      <div className="flex-1 space-y-2 pt-1">
        <Skeleton className="h-4 w-32 max-w-full" />
        <Skeleton className="h-4 w-3/4" />
      </div>
    </div>
  )
}
