import { createStore } from '@/components/client/store'
import { keepDraft } from '@/components/unsent/keep-draft'

/**
 * The changed text of a post, kept on the disk while it is being edited. It is only offered, never put in by itself: the post
 * may have been changed since.
 */
export function createEditDraft(postId: string) {
  const text = createStore('')
  const isEmpty = (value: string) => value === ''
  return {
    text,
    keeper: keepDraft({ target: `edit/${postId}`, shown: text, isEmpty, empty: () => '', offers: 'only' }),
  }
}
