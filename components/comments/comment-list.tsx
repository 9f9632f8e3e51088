'use client'

import { ROW_KEY } from '@/components/scroll/row-position'
import type { Comment, Post, User } from '@/lib/shared/views'
import { CommentItem } from './comment-item'
import { type ConversationState, shownUnsent } from './conversation-state'
import { UnsentCommentItem } from './unsent-comment-item'

type CommentListProps = {
  post: Post
  state: ConversationState
  viewer: User | null
  /** The id of the comment that the address names. */
  target: string | null
  onDelete: (comment: Comment) => void
}

/** The comments, and below them the viewer's unsent ones. */
export function CommentList({ post, state, viewer, target, onDelete }: CommentListProps) {
  const mayDelete = (comment: Comment) => isBy(viewer, comment) || (viewer !== null && post.author.id === viewer.id)
  return (
    <ol aria-label="Comments" className="pb-2">
      {state.comments.map((comment) => (
        <li key={state.keys.get(comment.id) ?? comment.id} {...{ [ROW_KEY]: comment.id }}>
          <CommentItem
            post={post}
            comment={comment}
            target={comment.id === target}
            onDelete={mayDelete(comment) ? () => onDelete(comment) : undefined}
          />
        </li>
      ))}
      {viewer &&
        shownUnsent(state).map((unsent) => (
          <li key={unsent.key}>
            <UnsentCommentItem unsent={unsent} viewer={viewer} />
          </li>
        ))}
    </ol>
  )
}

export function isBy(viewer: User | null, { author }: Comment): boolean {
  return author.id === viewer?.id
}
