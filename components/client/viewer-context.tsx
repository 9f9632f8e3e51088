'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { User } from '@/lib/shared/views'

const ViewerContext = createContext<User | null>(null)

/** Tells all of a page who is looking at it: cards in any list ask whether they are the viewer's own. */
export function ViewerProvider({ viewer, children }: { viewer: User | null; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>
}

/** The person who is signed in here, or null. */
export function useViewer(): User | null {
  return useContext(ViewerContext)
}
