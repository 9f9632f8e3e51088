'use client'

import { lazy, Suspense } from 'react'
import { lazyRetry } from '@/components/ui/lazy-retry'

const ShortcutsDialog = lazy(lazyRetry(() => import('./shortcuts-dialog')))

type ShortcutsHelpProps = { open: boolean; onOpen: () => void; onClose: () => void }

/** The list of the keys, and a button that opens it: invisible until it has the focus, as it is for people who use keys. */
export function ShortcutsHelp({ open, onOpen, onClose }: ShortcutsHelpProps) {
  return (
    <>
      <button
        type="button"
        onClick={onOpen}
        className="sr-only z-40 rounded-full bg-surface px-4 py-2 shadow-float focus:not-sr-only focus:fixed focus:top-3 focus:right-3"
      >
        Keyboard shortcuts
      </button>
      {open && (
        <Suspense>
          <ShortcutsDialog onClose={onClose} />
        </Suspense>
      )}
    </>
  )
}
