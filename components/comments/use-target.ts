'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { messageOf } from '@/components/client/api'
import { isNewerId } from '@/components/client/ids'
import { focusReply, REPLY } from '@/components/posts/post-path'
import { toast, toastError } from '@/components/ui/toast'
import type { Conversation } from './conversation'

/** So many earlier pages are loaded in search of a comment. */
const MOST_PAGES = 5
/** How long a comment that was looked for stands out. Milliseconds. */
const STANDS_OUT = 2_500

export const commentElementId = (id: string) => `comment-${id}`

/**
 * Goes to what the address points at: a comment, which may have to be loaded, or the place to write one. Who `returned` by
 * the browser's history stays where they were. Answers the comment that is to stand out.
 */
export function useTarget(conversation: Conversation, { returned }: { returned: boolean }): string | null {
  // New with every navigation of the router, also with one that changes only what follows the #.
  const navigation = useSearchParams()
  const [arrival] = useState(navigation)
  const [target, setTarget] = useState<{ id: string } | null>(null)

  const look = useEffectEvent(() => {
    const hash = window.location.hash.slice(1)
    const [, id] = /^comment-(\d+)$/.exec(hash) ?? []
    if (hash === REPLY) {
      focusReply()
      // Said once: with it, the browser would come back to this place rather than to where its reader was.
      window.history.replaceState(null, '', window.location.pathname)
    }
    if (!id) return
    find(conversation, id).then(
      (found) => (found ? setTarget({ id }) : toast('That comment is not there any more.')),
      (error) => toastError(messageOf(error)),
    )
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: another navigation may point elsewhere
  useEffect(() => {
    if (!returned || navigation !== arrival) look()
  }, [navigation])

  useEffect(() => {
    const listener = () => look()
    window.addEventListener('hashchange', listener)
    return () => window.removeEventListener('hashchange', listener)
  }, [])

  useEffect(() => {
    if (!target) return
    showComment(target.id)
    const timer = setTimeout(() => setTarget(null), STANDS_OUT)
    return () => clearTimeout(timer)
  }, [target])

  return target?.id ?? null
}

async function find({ store, loadNewest, loadEarlier }: Conversation, id: string): Promise<boolean> {
  const has = () => store.get().comments.some((comment) => comment.id === id)
  if (!has() && isNewerId(id, store.get().comments.at(-1)?.id ?? '0')) await loadNewest()
  for (let pages = 0; pages < MOST_PAGES && !has(); pages++) {
    const { comments, cursor } = store.get()
    if (cursor === null || isNewerId(id, comments[0]?.id ?? '0')) break
    await loadEarlier()
  }
  return has()
}

function showComment(id: string): void {
  const element = document.getElementById(commentElementId(id))
  if (!element) return
  const { top, bottom } = element.getBoundingClientRect()
  const away = top < 0 || bottom > window.innerHeight
  if (away) element.scrollIntoView({ block: 'center', behavior: 'instant' })
  element.focus({ preventScroll: true })
}
