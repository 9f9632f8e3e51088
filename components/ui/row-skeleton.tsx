import { Skeleton } from './skeleton'

/** The shape of a row with a face or icon and two lines. `lines`: the classes of their widths. */
export function RowSkeleton({ lines: [first, second] }: { lines: [string, string] }) {
  return (
    <div className="flex items-center gap-3 px-4 py-3 sm:px-5">
      <Skeleton className="size-[44px] rounded-full" />
      <div className="flex-1 space-y-2">
        <Skeleton className={`h-4 ${first}`} />
        <Skeleton className={`h-3.5 ${second}`} />
      </div>
    </div>
  )
}
