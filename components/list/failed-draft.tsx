import { CircleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'

type FailedDraftProps = {
  /** Why it was not sent. */
  problem: string | undefined
  discard: { label: string; onClick: () => void }
  onRetry: () => void
}

/** In a draft that could not be sent: why, and the buttons to give it up or to send it again. */
export function FailedDraft({ problem, discard, onRetry }: FailedDraftProps) {
  return (
    <div className="mt-2.5 flex flex-wrap items-center justify-end gap-2 rounded-control forced-colors:border bg-danger-soft py-2 pr-2 pl-3">
      <p role="alert" className="flex min-w-40 flex-1 items-center gap-2 text-sm text-danger">
        <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
        {problem}
      </p>
      <Button size="small" look="quiet" onClick={discard.onClick}>
        {discard.label}
      </Button>
      <Button size="small" look="primary" onClick={onRetry}>
        Retry
      </Button>
    </div>
  )
}
