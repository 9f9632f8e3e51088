import type { ReactNode } from 'react'
import { Button } from './button'

type OtherVersionProps = {
  /** What was changed elsewhere, by the names of the fields. */
  values: readonly { name: string; value: ReactNode }[]
  onKeepMine: () => void
  onTakeTheirs: () => void
}

/** Shows what was saved on another device while a form was open, and asks which of the two stays. */
export function OtherVersion({ values, onKeepMine, onTakeTheirs }: OtherVersionProps) {
  return (
    <section
      role="alert"
      aria-label="Changed elsewhere"
      className="rounded-control forced-colors:border bg-accent-soft px-4 py-3 text-ink"
    >
      <p className="font-medium">This was changed on another device meanwhile. There it now says:</p>
      <dl className="mt-2 space-y-2">
        {values.map(({ name, value }) => (
          <div key={name}>
            <dt className="text-sm text-ink-soft">{name}</dt>
            <dd dir="auto" className="max-h-[30dvh] overflow-y-auto break-words whitespace-pre-wrap">
              {value || <span className="text-ink-faint italic">nothing</span>}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button size="small" onClick={onKeepMine}>
          Keep mine
        </Button>
        <Button size="small" onClick={onTakeTheirs}>
          Use the other
        </Button>
      </div>
    </section>
  )
}
