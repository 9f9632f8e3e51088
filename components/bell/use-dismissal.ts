'use client'

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect } from 'react'
import { usePageKeys } from '@/components/ui/keys'

/** Toasts lie over everything: pressing their buttons is not pressing outside of the panel. */
const MESSAGES = '[data-sonner-toaster]'

type Dismissal = { panel: RefObject<HTMLElement | null>; button: RefObject<HTMLElement | null>; onClose: () => void }

/** Closes a panel on Escape, and when the focus or a press goes elsewhere. While it is open, it has the focus. */
export function useDismissal({ panel, button, onClose }: Dismissal): void {
  useFocusInside(panel, button)

  const closeOutside = useEffectEvent(({ type, target, relatedTarget }: FocusEvent | PointerEvent) => {
    const to = type === 'focusout' ? relatedTarget : target
    if (!(to instanceof Element) || to.closest(MESSAGES)) return
    if (!panel.current?.contains(to) && !button.current?.contains(to)) onClose()
  })
  usePageKeys((event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    button.current?.focus({ preventScroll: true })
    onClose()
  })

  useEffect(() => {
    const element = panel.current
    const listener = (event: FocusEvent | PointerEvent) => closeOutside(event)
    document.addEventListener('pointerdown', listener)
    element?.addEventListener('focusout', listener)
    return () => {
      document.removeEventListener('pointerdown', listener)
      element?.removeEventListener('focusout', listener)
    }
  }, [panel])
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
