'use client'

import { useRef, useState } from 'react'
import { messageOf } from '@/components/client/api'
import { ROW_KEY } from '@/components/scroll/row-position'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { COMMENT_ROW } from './comment-row'
import type { Conversation } from './conversation'

type EarlierCommentsProps = { conversation: Conversation; there: boolean }

/** The beginning of a list that has an earlier part. It stays where it was pressed; what was loaded appears below it. */
export function EarlierComments({ conversation, there }: EarlierCommentsProps) {
  const place = useRef<HTMLDivElement>(null)
  const [loading, setLoading] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)

  async function load() {
    setLoading(true)
    setProblem(null)
    try {
      await conversation.loadEarlier()
      // With everything shown the button is gone, and the focus goes on.
      if (conversation.store.get().cursor === null) place.current?.focus({ preventScroll: true })
    } catch (error) {
      setProblem(error)
    }
    setLoading(false)
  }

  return (
    <div ref={place} tabIndex={-1} {...{ [ROW_KEY]: 'earlier' }} className="outline-none">
      {problem !== null && <ErrorState message={messageOf(problem)} pending={loading} onRetry={() => void load()} />}
      {there && problem === null && (
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
