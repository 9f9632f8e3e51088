import { CloudOff } from 'lucide-react'
import { Button } from './button'

type ErrorStateProps = { message: string; onRetry: () => void; pending?: boolean }

/** For something that could not be loaded. */
export function ErrorState({ message, onRetry, pending }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-10 text-center">
      <CloudOff aria-hidden="true" className="size-6 text-ink-faint" />
      <p className="max-w-sm text-pretty text-ink-soft">{message}</p>
      <Button size="small" pending={pending} onClick={onRetry}>
        Try again
      </Button>
    </div>
  )
}
