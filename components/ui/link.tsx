'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps, MouseEvent } from 'react'

type LinkProps = ComponentProps<'a'> & {
  href: string
  /** False keeps the scroll position. */
  scroll?: boolean
  /** Called when the link leads to another page without loading the document again. */
  onNavigate?: () => void
}

/**
 * A link within the site. It reads the next page ahead when the pointer or the focus reaches it. `next/link` does the same by
 * the same router; docs/decisions/008-the-feed-draws-its-own-window.md says why it is not used.
 */
export function Link({ href, scroll, onNavigate, onPointerEnter, onFocus, onClick, ...rest }: LinkProps) {
  const router = useRouter()
  return (
    <a
      href={href}
      onPointerEnter={(event) => {
        router.prefetch(href)
        onPointerEnter?.(event)
      }}
      onFocus={(event) => {
        router.prefetch(href)
        onFocus?.(event)
      }}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || isForBrowser(event)) return
        event.preventDefault()
        onNavigate?.()
        router.push(href, { scroll })
      }}
      {...rest}
    />
  )
}

/** A press with one of these keys opens a tab or a window, or saves what is behind the link. */
function isForBrowser({ metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean {
  return metaKey || ctrlKey || shiftKey || altKey
}
