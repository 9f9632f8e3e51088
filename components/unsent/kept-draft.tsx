import { Button } from '@/components/ui/button'

type KeptDraftProps = { text: string; onPutBack: () => void; onDiscard: () => void }

/** A text that was begun before, and the buttons to go on with it or to remove it. */
export default function KeptDraft({ text, onPutBack, onDiscard }: KeptDraftProps) {
  return (
    <section
      aria-label="Another draft"
      className="mt-2 flex flex-wrap items-center justify-end gap-x-1 gap-y-1 rounded-control bg-sunken py-1.5 pr-1.5 pl-3 text-sm"
    >
      <p className="min-w-0 flex-1 basis-56 truncate text-ink-soft">
        You began another text: <bdi className="text-ink">{text || 'a check-in'}</bdi>
      </p>
      <div className="flex gap-1">
        <Button size="small" look="quiet" onClick={onDiscard}>
          Discard
        </Button>
        <Button size="small" onClick={onPutBack}>
          Put back
        </Button>
      </div>
    </section>
  )
}
