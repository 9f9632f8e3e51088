'use client'

import { lazy, Suspense, useId, useRef, useState } from 'react'
import { isNewerId } from '@/components/client/ids'
import { signInPath } from '@/components/posts/post-path'
import { focusedPositions } from '@/components/scroll/focused-positions'
import { ScrollAnchor } from '@/components/scroll/scroll-anchor'
import { Announcer } from '@/components/ui/announcer'
import { ButtonLink } from '@/components/ui/button-link'
import { Card } from '@/components/ui/card'
import { fullName } from '@/components/ui/full-name'
import { lazyRetry } from '@/components/ui/lazy-retry'
import type { Comment, Page, Post, User } from '@/lib/shared/views'
import { CommentBox } from './comment-box'
import { CommentList, isBy } from './comment-list'
import { EarlierComments } from './earlier-comments'
import { useConversation } from './use-conversation'
import { useTarget } from './use-target'

const DeleteCommentDialog = lazy(lazyRetry(() => import('./delete-comment-dialog')))

type ConversationViewProps = { post: Post; page: Page<Comment> }

/** The comments below a post, oldest first, live. `page` is the newest page as the server read it. */
export function ConversationView({ post, page }: ConversationViewProps) {
  const { conversation, state, viewer, returned } = useConversation(post, page)
  const target = useTarget(conversation, { returned })
  const [deleting, setDeleting] = useState<Comment | null>(null)
  const area = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const title = useId()
  const { comments, unsent, cursor } = state
  const news = useNews(comments, viewer)

  function closeQuestion() {
    setDeleting(null)
    // The button that opened the question is gone together with its comment.
    setTimeout(() => document.activeElement === document.body && heading.current?.focus({ preventScroll: true }))
  }

  return (
    <Card
      ref={area}
      aria-labelledby={title}
      className="mt-2 pt-3 [overflow-anchor:none] max-sm:rounded-none max-sm:border-x-0 sm:mt-3"
    >
      <h2 ref={heading} id={title} tabIndex={-1} className="px-4 pb-1 font-semibold outline-none sm:px-5">
        Conversation
      </h2>
      <EarlierComments conversation={conversation} exist={cursor !== null} />
      {comments.length + unsent.length === 0 ? (
        // As tall as a first comment, so that the box below hardly moves when one appears.
        <p className="px-4 pt-4 pb-6 text-center text-ink-soft">Be the first to say something.</p>
      ) : (
        <CommentList post={post} state={state} viewer={viewer} target={target} onDelete={setDeleting} />
      )}
      {viewer ? <CommentBox postId={post.id} viewer={viewer} /> : <SignInHint post={post} />}
      <Announcer text={news} />
      <ScrollAnchor list={area} shown={[state]} findAnchors={focusedPositions} />
      {deleting && (
        <Suspense>
          <DeleteCommentDialog
            conversation={conversation}
            comment={deleting}
            own={isBy(viewer, deleting)}
            onClose={closeQuestion}
          />
        </Suspense>
      )}
    </Card>
  )
}

function SignInHint({ post }: { post: Post }) {
  return (
    <p className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-3 text-ink-soft sm:px-5">
      Members can join the conversation.
      <ButtonLink href={signInPath(post, 'comment')}>Sign in to comment</ButtonLink>
    </p>
  )
}

/** To be announced: a comment by somebody else that came after the conversation was opened. */
function useNews(comments: readonly Comment[], viewer: User | null): string {
  const newest = comments.at(-1)
  const [newestAtFirst] = useState(newest?.id ?? '0')
  const isNews = newest && isNewerId(newest.id, newestAtFirst) && !isBy(viewer, newest)
  return isNews ? `New comment by ${fullName(newest.author)}` : ''
}
