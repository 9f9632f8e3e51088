'use client'

import { createContext, type ReactNode, useContext, useLayoutEffect } from 'react'
import { noteServerTime } from '@/components/client/server-clock'

const RenderedAt = createContext('')

/**
 * Tells the parts of a page when the server rendered it (ISO 8601). A browser that is offline has the page from a cache, and
 * knows the time better itself.
 */
export function RenderedAtProvider({ at, children }: { at: string; children: ReactNode }) {
  useLayoutEffect(() => {
    if (navigator.onLine) noteServerTime(at)
  }, [at])
  return <RenderedAt value={at}>{children}</RenderedAt>
}

export const useRenderedAt = () => useContext(RenderedAt)
