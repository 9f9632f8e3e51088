'use client'

import { useSyncExternalStore } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { SHORTCUTS, shortcutsOn, switchShortcuts } from './shortcuts'

/** Lists the keys, and switches them off. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const on = useSyncExternalStore(shortcutsOn.subscribe, shortcutsOn.get)
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="divide-y divide-line">
        {SHORTCUTS.map(({ action, keys, words }) => (
          <div key={action} className="flex items-center justify-between gap-4 py-2.5">
            <dt>{words}</dt>
            <dd className="flex gap-1.5">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="min-w-8 rounded-md border border-line-strong bg-sunken px-2 py-0.5 text-center font-sans text-sm"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
        <div className="flex items-center justify-between gap-4 py-2.5">
          <dt>Send what you are writing</dt>
          <dd>
            <kbd className="rounded-md border border-line-strong bg-sunken px-2 py-0.5 font-sans text-sm">
              Ctrl or ⌘ + Enter
            </kbd>
          </dd>
        </div>
      </dl>
      <label className="mt-4 flex min-h-10 cursor-pointer items-center gap-3">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => switchShortcuts(event.target.checked)}
          className="size-5 accent-accent"
        />
        Use single-key shortcuts
      </label>
    </Dialog>
  )
}
