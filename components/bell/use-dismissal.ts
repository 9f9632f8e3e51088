'use client'

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect } from 'react'
import { usePageKeys } from '@/components/ui/keys'

/** Toasts lie over everything: pressing their buttons is not pressing outside of the panel. */
const MESSAGES = '[data-sonner-toaster]'

type Dismissal = { panel: RefObject<HTMLElement | null>; button: RefObject<HTMLElement | null>; onClose: () => void }

/**
 * Closes a panel on Escape, and when the focus goes elsewhere. While it is open, it has the focus. Returns a function that
 * closes it and gives the focus back.
 */
export function useDismissal({ panel, button, onClose }: Dismissal): () => void {
  useFocusInside(panel, button)

  const closeOutside = useEffectEvent(({ relatedTarget: to }: FocusEvent) => {
    if (!(to instanceof Element) || to.closest(MESSAGES)) return
    if (!panel.current?.contains(to) && !button.current?.contains(to)) onClose()
  })
  const close = () => {
    button.current?.focus({ preventScroll: true })
    onClose()
  }
  usePageKeys((event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    close()
  })

  useEffect(() => {
    const element = panel.current
    const listener = (event: FocusEvent) => closeOutside(event)
    element?.addEventListener('focusout', listener)
    return () => element?.removeEventListener('focusout', listener)
  }, [panel])

  return close
}

/** On closing the focus goes back to the button, unless the reader has moved it elsewhere. */
function useFocusInside(panel: Dismissal['panel'], button: Dismissal['button']): void {
  useLayoutEffect(() => {
    const from = button.current
    const element = panel.current
    element?.focus({ preventScroll: true })
    return () => {
      if (element?.contains(document.activeElement)) from?.focus({ preventScroll: true })
    }
  }, [panel, button])
}
