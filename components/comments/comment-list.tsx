'use client'

import { ROW_KEY } from '@/components/scroll/row-position'
import type { Comment, Post, User } from '@/lib/shared/views'
import { CommentDraftItem } from './comment-draft-item'
import { CommentItem } from './comment-item'
import type { Conversation } from './conversation'
import type { ConversationState } from './conversation-state'

type CommentListProps = {
  post: Post
  conversation: Conversation
  state: ConversationState
  viewer: User | null
  /** The id of the comment that the address names. */
  target: string | null
  onDelete: (comment: Comment) => void
}

/** The comments, and below them the viewer's drafts. */
export function CommentList({ post, conversation, state, viewer, target, onDelete }: CommentListProps) {
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
        state.drafts.map((draft) => (
          <li key={draft.key}>
            <CommentDraftItem draft={draft} conversation={conversation} viewer={viewer} />
          </li>
        ))}
    </ol>
  )
}

export function isBy(viewer: User | null, { author }: Comment): boolean {
  return author.id === viewer?.id
}
