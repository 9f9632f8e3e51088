'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useState } from 'react'
import { api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import type { Page, PlaceDetails } from '@/lib/shared/views'

const NONE: readonly PlaceDetails[] = []
/** Milliseconds without a key press after which a search begins. */
const PAUSE = 150

/** The places that match what is typed; the previous ones while they are loading. */
export function useFoundPlaces(name: string): readonly PlaceDetails[] {
  const wanted = usePaused(name)
  const { data } = useQuery(
    {
      queryKey: ['place-choices', wanted],
      queryFn: ({ signal }) =>
        api.get<Page<PlaceDetails>>(`/api/places?limit=6&q=${encodeURIComponent(wanted)}`, { signal }),
      placeholderData: (previous) => previous,
    },
    queryClient(),
  )
  return useDeferredValue(data?.items ?? NONE)
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
