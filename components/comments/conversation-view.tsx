'use client'

import { lazy, Suspense, useId, useRef, useState } from 'react'
import { isNewerId } from '@/components/client/ids'
import { signInPath } from '@/components/posts/post-path'
import { focusedPositions, ROW_KEY } from '@/components/scroll/row-position'
import { ScrollAnchor } from '@/components/scroll/scroll-anchor'
import { Announcer } from '@/components/ui/announcer'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { lazyRetry } from '@/components/ui/lazy-retry'
import type { Comment, Page, Post } from '@/lib/shared/views'
import { CommentBox } from './comment-box'
import { CommentDraftItem } from './comment-draft-item'
import { CommentItem } from './comment-item'
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
  const title = useId()
  const { comments, drafts, keys, cursor } = state
  const [newestAtFirst] = useState(comments.at(-1)?.id ?? '0')
  const newest = comments.at(-1)
  const isOwn = ({ author }: Comment) => author.id === viewer?.id
  const mayDelete = (comment: Comment) => isOwn(comment) || (viewer !== null && post.author.id === viewer.id)
  const isNews = newest && isNewerId(newest.id, newestAtFirst) && !isOwn(newest)
  const news = isNews ? `New comment by ${newest.author.name}` : ''

  return (
    <Card
      ref={area}
      aria-labelledby={title}
      className="mt-2 pt-3 [overflow-anchor:none] max-sm:rounded-none max-sm:border-x-0 sm:mt-3"
    >
      <h2 id={title} tabIndex={-1} className="px-4 pb-1 font-semibold outline-none sm:px-5">
        Conversation
      </h2>
      <EarlierComments conversation={conversation} exist={cursor !== null} />
      {comments.length + drafts.length === 0 ? (
        // As tall as a first comment, so that the box below hardly moves when one appears.
        <p className="px-4 pt-4 pb-6 text-center text-ink-soft">Be the first to say something.</p>
      ) : (
        <ol aria-label="Comments" className="pb-2">
          {comments.map((comment) => (
            <li key={keys.get(comment.id) ?? comment.id} {...{ [ROW_KEY]: comment.id }}>
              <CommentItem
                post={post}
                comment={comment}
                target={comment.id === target}
                onDelete={mayDelete(comment) ? () => setDeleting(comment) : undefined}
              />
            </li>
          ))}
          {viewer &&
            drafts.map((draft) => (
              <li key={draft.key}>
                <CommentDraftItem draft={draft} conversation={conversation} viewer={viewer} />
              </li>
            ))}
        </ol>
      )}
      {viewer ? (
        <CommentBox conversation={conversation} viewer={viewer} />
      ) : (
        <p className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-4 py-3 text-ink-soft sm:px-5">
          Members can join the conversation.
          <ButtonLink href={signInPath(post)}>Sign in to comment</ButtonLink>
        </p>
      )}
      <Announcer text={news} />
      <ScrollAnchor list={area} shown={[state]} findAnchors={focusedPositions} />
      {deleting && (
        <Suspense>
          <DeleteCommentDialog
            conversation={conversation}
            comment={deleting}
            own={isOwn(deleting)}
            onClose={() => setDeleting(null)}
          />
        </Suspense>
      )}
    </Card>
  )
}
