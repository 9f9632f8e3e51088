'use client'

import { X } from 'lucide-react'
import { VERB_WORDS } from '@/components/posts/activity-line'
import { classes } from '@/components/ui/classes'
import { IconButton } from '@/components/ui/icon-button'
import type { Verb } from '@/lib/shared/views'
import { type Composition, changeActivity } from './composition'
import { focusComposer } from './focus-composer'

const VERBS = Object.entries(VERB_WORDS) as [Verb, (typeof VERB_WORDS)[Verb]][]

/** The check-in of a post that is being written: the place, and what its author does there. */
export default function ActivityChip({ activity }: { activity: NonNullable<Composition['activity']> }) {
  function remove() {
    changeActivity(null)
    focusComposer()
  }

  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-2 rounded-control forced-colors:border bg-accent-soft py-1.5 pr-1 pl-1.5">
      <bdi className="min-w-0 flex-1 truncate pl-1.5 font-semibold">{activity.place.name}</bdi>
      <IconButton
        label={`Remove ${activity.place.name}`}
        icon={<X />}
        onClick={remove}
        className="size-8 hover:bg-surface"
      />
      <fieldset className="flex basis-full flex-wrap gap-1">
        <legend className="sr-only">What you do there</legend>
        {VERBS.map(([verb, { choice, Icon }]) => (
          <label
            key={verb}
            className={classes(
              'flex min-h-8 cursor-pointer has-checked:forced-colors:outline-2 items-center gap-1.5 rounded-full px-2.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent',
              verb === activity.verb ? 'bg-surface font-semibold text-ink' : 'text-ink-soft hover:text-ink',
            )}
          >
            <input
              type="radio"
              name="verb"
              value={verb}
              checked={verb === activity.verb}
              onChange={() => changeActivity({ ...activity, verb })}
              className="sr-only"
            />
            <Icon aria-hidden="true" className="size-4" />
            {choice}
          </label>
        ))}
      </fieldset>
    </div>
  )
}
