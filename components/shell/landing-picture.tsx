import { ArrowUp } from 'lucide-react'
import { Avatar } from '@/components/ui/avatar'

const PEOPLE = [
  { handle: 'mara', name: 'Mara Lind', text: 'The first swallows are back above the harbour.', at: 'now' },
  { handle: 'jonas', name: 'Jonas Abel', text: 'Soup for eight, and then eleven came.', at: '4 min' },
  { handle: 'suri', name: 'Suri Nahar', text: 'Night train. See you at breakfast, Lisbon.', at: '12 min' },
]

/** An example of a feed. Hidden from screen readers: it adds nothing to the text beside it. */
export function LandingPicture() {
  return (
    <div aria-hidden="true" className="relative hidden pt-7 select-none lg:block">
      <div className="absolute inset-x-0 top-0 z-10 flex justify-center">
        <span className="flex items-center gap-2 rounded-full bg-accent px-4 py-2 text-sm font-medium text-on-accent shadow-float">
          <ArrowUp className="size-4" />3 new posts
        </span>
      </div>
      <div className="flex flex-col gap-3 mask-b-from-60%">
        {PEOPLE.map(({ text, at, ...person }) => (
          <div key={person.handle} className="flex gap-3 rounded-card border border-line bg-surface px-4 py-4">
            <Avatar user={{ ...person, avatarUrl: null }} />
            <div>
              <p className="leading-snug">
                <span className="font-semibold">{person.name}</span>{' '}
                <span className="text-sm text-ink-faint">{at}</span>
              </p>
              <p className="mt-1 text-ink-soft">{text}</p>
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
