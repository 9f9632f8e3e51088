'use client'

import { ArrowUp } from 'lucide-react'
import { Avatar } from '@/components/ui/avatar'
import type { User } from '@/lib/shared/views'
import type { FeedState } from './feed-state'

type NewPostsPillProps = { state: FeedState; onPress: () => void }

/** How many new posts there are, and by whom. It lies over the feed, so that nothing moves until it is pressed. */
export function NewPostsPill({ state, onPress }: NewPostsPillProps) {
  const text = textOfPill(state)
  if (!text) return null
  return (
    <button
      type="button"
      aria-busy={state.loadingNewest === 'loading' || undefined}
      onClick={onPress}
      className="pointer-events-auto absolute left-1/2 min-h-10 -translate-x-1/2 rounded-full bg-accent font-medium whitespace-nowrap text-on-accent shadow-float transition-colors hover:bg-accent-strong aria-busy:opacity-80"
    >
      {/* A new element for each text, so that its words appear in their place and do not move. */}
      <span key={text} className="flex items-center gap-2 py-1.5 pr-4 pl-2">
        <span className="flex -space-x-2 empty:hidden">
          {facesOf(state).map((author) => (
            <Avatar key={author.id} user={author} size="tiny" className="size-7 ring-2 ring-accent" />
          ))}
        </span>
        <ArrowUp aria-hidden="true" className="size-4" />
        {text}
      </span>
    </button>
  )
}

/** The words on the pill: how many new posts there are, or that they could not be loaded. Empty when there are none. */
export function textOfPill({ waiting, gap, loadingNewest }: FeedState): string {
  if (loadingNewest === 'failed') return 'New posts could not be loaded. Try again'
  if (gap) return waiting.length > 0 ? `More than ${waiting.length} new posts` : 'New posts'
  return waiting.length === 0 ? '' : `${waiting.length} new ${waiting.length === 1 ? 'post' : 'posts'}`
}

/** The latest three authors. */
function facesOf({ waiting, posts }: FeedState): User[] {
  const authors = new Map<string, User>()
  for (const id of waiting) {
    const author = posts.get(id)?.author
    if (author) authors.set(author.id, author)
    if (authors.size === 3) break
  }
  return [...authors.values()]
}
