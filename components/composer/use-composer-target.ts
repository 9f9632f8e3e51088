'use client'

import { useEffect } from 'react'
import { COMPOSER_ID, focusComposer } from './focus-composer'

/** Gives the composer the focus when the address points at it. */
export function useComposerTarget(): void {
  useEffect(() => {
    if (window.location.hash !== `#${COMPOSER_ID}`) return
    focusComposer()
    // Done once: with it in the address, a reload would go there instead of where the reader was.
    window.history.replaceState(null, '', window.location.pathname)
  }, [])
}
