'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'
import { messageOf } from '@/components/client/api'
import { isNewerId } from '@/components/client/ids'
import { focusReply, REPLY } from '@/components/posts/post-path'
import { toast, toastError } from '@/components/ui/toast'
import type { Conversation } from './conversation'

/** How many earlier pages are loaded to find a comment. */
const MOST_PAGES = 5
/** How long the comment is highlighted. Milliseconds. */
const HIGHLIGHTED = 2_500

export const commentElementId = (id: string) => `comment-${id}`

/**
 * Goes to what the address points at: a comment, which may have to be loaded, or the box to write one. A reader who
 * `returned` by the browser's history stays where they were. Returns the id of the comment to highlight.
 */
export function useTarget(conversation: Conversation, { returned }: { returned: boolean }): string | null {
  // A new object with every navigation of the router, also when only the part after the # changes.
  const navigation = useSearchParams()
  const [firstNavigation] = useState(navigation)
  const [target, setTarget] = useState<{ id: string } | null>(null)

  const goToTarget = useEffectEvent(() => {
    const hash = window.location.hash.slice(1)
    const [, id] = /^comment-(\d+)$/.exec(hash) ?? []
    if (hash === REPLY) {
      focusReply()
      // Done once: with it in the address, the browser would later return to the box instead of where the reader was.
      window.history.replaceState(null, '', window.location.pathname)
    }
    if (!id) return
    loadUntil(conversation, id).then(
      (found) => (found ? setTarget({ id }) : toast('That comment is not there any more.')),
      (error) => toastError(messageOf(error)),
    )
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: another navigation may point elsewhere
  useEffect(() => {
    if (!returned || navigation !== firstNavigation) goToTarget()
  }, [navigation])

  useEffect(() => {
    const listener = () => goToTarget()
    window.addEventListener('hashchange', listener)
    return () => window.removeEventListener('hashchange', listener)
  }, [])

  useEffect(() => {
    if (!target) return
    showComment(target.id)
    const timer = setTimeout(() => setTarget(null), HIGHLIGHTED)
    return () => clearTimeout(timer)
  }, [target])

  return target?.id ?? null
}

/** Loads pages until the comment is there. False when it does not exist any more, or is further away. */
async function loadUntil({ store, loadNewest, loadEarlier }: Conversation, id: string): Promise<boolean> {
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
