import { createStore } from '@/components/client/store'
import type { Post } from '@/lib/shared/views'

/** The post that is being edited. Not the state of its card: the text must not go when the card goes, because it was deleted. */
export const editing = createStore<Post | null>(null)
