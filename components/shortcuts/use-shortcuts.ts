'use client'

import type { RefObject } from 'react'
import { usePageKeys } from '@/components/ui/keys'
import { keyOfPress } from './shortcuts'

/** Where keys are typed. */
const FIELDS = 'input, textarea, select, [contenteditable]'
/** What lies over the page while it is open, and has keys of its own. */
const LAYERS = 'dialog[open], [role=menu]'
/** The panel of the bell lies beside the page. */
const PANEL = '[role=dialog]'

type Options = {
  /** The panel whose keys these are; without it those of the page, which rest while a panel is open. */
  within?: RefObject<HTMLElement | null>
  /** Before the other shortcuts of the page. */
  capture?: boolean
}

/** Calls back with the single keys that are pressed while the page is shown. True says that the key was used. */
export function useShortcuts(
  onKey: (key: string, event: KeyboardEvent) => boolean,
  { within, capture }: Options = {},
): void {
  const press = (event: KeyboardEvent) => {
    const { target } = event
    if (target instanceof Element && target.closest(FIELDS)) return
    if (document.querySelector(within ? LAYERS : `${LAYERS}, ${PANEL}`)) return
    const key = keyOfPress(event)
    if (key !== null && onKey(key, event)) event.preventDefault()
  }
  usePageKeys(press, { within, capture })
}
