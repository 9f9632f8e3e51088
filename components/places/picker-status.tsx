import { messageOf } from '@/components/client/api'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import type { useFoundPlaces } from './use-found-places'

type PickerStatusProps = { name: string; found: ReturnType<typeof useFoundPlaces> }

/** What the picker says below its choices: that they are loading, could not be loaded, or that there are none. */
export function PickerStatus({ name, found: { places, settled, problem, retry } }: PickerStatusProps) {
  if (problem) {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-2 border-t border-line px-3.5 py-2 text-sm">
        <span className="min-w-0 flex-1 text-ink-soft">{messageOf(problem)}</span>
        <Button size="small" onClick={retry}>
          Try again
        </Button>
      </div>
    )
  }
  const isFirst = !settled && places.length === 0
  return (
    <>
      {isFirst && <LoadingChoices />}
      <p
        role="status"
        className={
          places.length > 0 || isFirst ? 'sr-only' : 'border-t border-line px-3.5 py-2.5 text-sm text-ink-faint'
        }
      >
        {words({ name, settled, count: places.length })}
      </p>
    </>
  )
}

function words({ name, settled, count }: { name: string; settled: boolean; count: number }): string {
  if (!settled) return 'Searching …'
  if (count > 0) return count === 1 ? 'One place' : `${count} places`
  return name === '' ? 'No places yet. Write where you are to add it.' : 'No place is called that yet.'
}

function LoadingChoices() {
  return ['first', 'second', 'third'].map((key) => (
    <div key={key} className="flex h-11 items-center gap-2.5 border-t border-line px-3.5">
      <Skeleton className="size-4" />
      <Skeleton className="h-4 w-40" />
    </div>
  ))
}
