'use client'

import { useSyncExternalStore } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { shortcutsOn, switchShortcuts } from './shortcuts'

type Lines = readonly { keys: readonly string[]; words: string }[]

const POSTS: Lines = [
  { keys: ['j', 'k'], words: 'Next and previous post or comment' },
  { keys: ['o', 'Enter'], words: 'Open the post' },
  { keys: ['l'], words: 'Like the post, or take the like back' },
  { keys: ['r'], words: 'Comment on the post' },
  { keys: ['.', 'Home'], words: 'Show new posts in the feed' },
]

const NOTIFICATIONS: Lines = [
  { keys: ['j', 'k'], words: 'Next and previous notification' },
  { keys: ['o', 'Enter'], words: 'Open it' },
  { keys: ['e'], words: 'Archive it' },
  { keys: ['Shift + u'], words: 'Mark it as unread' },
]

const EVERYWHERE: Lines = [
  { keys: ['n', 'c'], words: 'Write a post' },
  { keys: ['g h'], words: 'Go to the feed' },
  { keys: ['g n'], words: 'Go to your notifications' },
  { keys: ['g f'], words: 'Go to your friends' },
  { keys: ['g p'], words: 'Go to the places' },
  { keys: ['g u'], words: 'Go to your profile' },
  { keys: ['g s'], words: 'Go to your settings' },
  { keys: ['Ctrl or ⌘ + Enter'], words: 'Send what you are writing' },
  { keys: ['Escape'], words: 'Close what is open, leave a text' },
  { keys: ['?'], words: 'This help' },
]

/** Lists the shortcuts, and has the switch that turns single keys off. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const on = useSyncExternalStore(shortcutsOn.subscribe, shortcutsOn.get)
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <Keys lines={POSTS} title="Posts" />
      <Keys lines={NOTIFICATIONS} title="In your notifications" />
      <Keys lines={EVERYWHERE} title="Everywhere" />
      <label className="mt-4 flex min-h-10 cursor-pointer items-center gap-3 pointer-coarse:min-h-[44px]">
        <input
          type="checkbox"
          checked={on}
          onChange={(event) => switchShortcuts(event.target.checked)}
          className="size-6 accent-accent"
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
          <div key={words} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
            <dt>{words}</dt>
            <dd className="flex flex-wrap gap-1.5">
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
