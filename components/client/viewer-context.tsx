'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { User } from '@/lib/shared/views'

const ViewerContext = createContext<User | null>(null)

/** Makes the viewer known to all of a page: cards in any list compare their author with the viewer. */
export function ViewerProvider({ viewer, children }: { viewer: User | null; children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>
}

/** The person who is signed in here, or null. */
export function useViewer(): User | null {
  return useContext(ViewerContext)
}
