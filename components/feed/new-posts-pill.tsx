'use client'

import { ArrowUp } from 'lucide-react'
import { Avatar } from '@/components/ui/avatar'
import type { User } from '@/lib/shared/views'
import type { FeedState } from './feed-state'

type NewPostsPillProps = { text: string; state: FeedState; onPress: () => void }

/** How many new posts there are, and by whom. It lies over the feed, so that nothing moves until it is pressed. */
export default function NewPostsPill({ text, state, onPress }: NewPostsPillProps) {
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
