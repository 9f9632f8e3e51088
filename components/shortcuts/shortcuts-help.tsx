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
        className="fixed end-3 top-3 z-50 rounded-full border border-line-strong bg-surface px-5 font-medium shadow-float not-focus:sr-only not-focus:min-h-0! not-focus:min-w-0! focus:min-h-11"
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
