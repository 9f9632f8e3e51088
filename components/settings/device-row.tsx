'use client'

import { useMutation } from '@tanstack/react-query'
import { Laptop, Smartphone } from 'lucide-react'
import { api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import { useRemoveFromPages } from '@/components/list/use-pages'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Session } from '@/lib/shared/views'

const HANDHELD = /iPhone|iPad|Android/

/** One session of the viewer, with the button to end it. */
export function DeviceRow({ session, path }: { session: Session; path: string }) {
  const remove = useRemoveFromPages('sessions', path)
  const end = useMutation(
    {
      mutationFn: () => api.delete(`${path}/${encodeURIComponent(session.id)}`),
      onError: (error) => toastFailure(error),
      onSuccess: () => {
        remove(session.id)
        toast(`${session.device} is signed out.`)
      },
    },
    queryClient(),
  )
  const Icon = HANDHELD.test(session.device) ? Smartphone : Laptop

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-5">
      <Icon aria-hidden="true" className="size-6 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-medium">{session.device}</p>
        <p className="text-sm text-ink-faint">
          {session.ip} · signed in <RelativeTime at={session.createdAt} spoken />
          {!session.current && (
            <>
              {' '}
              · last seen <RelativeTime at={session.lastSeenAt} spoken />
            </>
          )}
        </p>
      </div>
      {session.current ? (
        <span className="rounded-full bg-accent-soft px-3 py-1 text-sm font-medium text-accent">This device</span>
      ) : (
        <Button
          size="small"
          pending={end.isPending}
          aria-label={`Sign out ${session.device}`}
          onClick={() => end.mutate()}
        >
          Sign out
        </Button>
      )}
    </div>
  )
}

export function DeviceRowSkeleton() {
  return (
    <div className="flex items-center gap-4 px-4 py-3.5 sm:px-5">
      <Skeleton className="size-6" />
      <div className="flex-1 space-y-2">
        <Skeleton className="h-4 w-36" />
        <Skeleton className="h-3.5 w-52" />
      </div>
    </div>
  )
}
