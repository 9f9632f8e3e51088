'use client'

import { useSyncExternalStore } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { type Action, SHORTCUTS, shortcutsOn, switchShortcuts } from './shortcuts'

type Lines = readonly { keys: readonly string[]; words: string }[]

const WORDS: Record<Action, string> = {
  next: 'Next post',
  previous: 'Previous post',
  like: 'Like the post, or take the like back',
  reply: 'Comment on the post',
  compose: 'Write a post',
  showNew: 'Show new posts',
  help: 'This help',
}

const FEED: Lines = SHORTCUTS.map(({ action, keys }) => ({ keys, words: WORDS[action] }))

const EVERYWHERE: Lines = [
  { keys: ['g n'], words: 'Go to your notifications' },
  { keys: ['Ctrl or ⌘ + Enter'], words: 'Send what you are writing' },
]

const NOTIFICATIONS: Lines = [
  { keys: ['j', 'k'], words: 'Next and previous notification' },
  { keys: ['Enter'], words: 'Open it' },
  { keys: ['e'], words: 'Archive it' },
  { keys: ['Shift + u'], words: 'Mark it as unread' },
]

/** Lists the shortcuts, and has the switch that turns single keys off. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const on = useSyncExternalStore(shortcutsOn.subscribe, shortcutsOn.get)
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <Keys lines={FEED} title="In the feed" />
      <Keys lines={NOTIFICATIONS} title="In your notifications" />
      <Keys lines={EVERYWHERE} title="Everywhere" />
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

function Keys({ title, lines }: { title: string; lines: Lines }) {
  return (
    <section className="mb-4">
      <h3 className="text-sm font-semibold text-ink-faint">{title}</h3>
      <dl className="divide-y divide-line">
        {lines.map(({ keys, words }) => (
          <div key={words} className="flex items-center justify-between gap-4 py-2">
            <dt>{words}</dt>
            <dd className="flex gap-1.5">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="min-w-8 rounded-md border border-line-strong bg-sunken px-2 py-0.5 text-center font-sans text-sm whitespace-nowrap"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
