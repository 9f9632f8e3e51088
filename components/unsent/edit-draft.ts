import { createStore } from '@/components/client/store'
import { keepDraft } from './keep-draft'

/**
 * A changed text, kept on the disk while it is being edited. It is only offered, never put in by itself: what is edited may
 * have been changed since. `of`: the id of the post, or the name of another field.
 */
export function createEditDraft(of: string) {
  const text = createStore('')
  const isEmpty = (value: string) => value === ''
  return {
    text,
    keeper: keepDraft({ target: `edit/${of}`, shown: text, isEmpty, empty: () => '', offers: 'only' }),
  }
}
