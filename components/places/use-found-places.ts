'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useState } from 'react'
import { api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import type { Page, PlaceDetails } from '@/lib/shared/views'
import { searchPath } from './search-path'

const NONE: readonly PlaceDetails[] = []
/** Milliseconds without a key press after which a search begins. */
const PAUSE = 150

type FoundPlaces = {
  places: readonly PlaceDetails[]
  /** The places are those for what is typed; false while they are loading. */
  settled: boolean
  /** What went wrong when they were loaded, or null. */
  problem: Error | null
  retry: () => void
}

/** The places that match what is typed; the previous ones while they are loading. */
export function useFoundPlaces(name: string): FoundPlaces {
  const wanted = usePaused(name)
  const { data, error, isPlaceholderData, refetch } = useQuery(
    {
      queryKey: ['place-choices', wanted],
      queryFn: ({ signal }) => api.get<Page<PlaceDetails>>(searchPath(wanted, { limit: 6 }), { signal }),
      placeholderData: (previous) => previous,
    },
    queryClient(),
  )
  const found = useDeferredValue({ data, of: wanted, isPlaceholderData })
  return {
    places: found.data?.items ?? NONE,
    settled: found.data !== undefined && found.of === name && !found.isPlaceholderData,
    problem: data === undefined || isPlaceholderData ? error : null,
    retry: () => void refetch(),
  }
}

function usePaused(value: string): string {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
