'use client'

import { useEffect } from 'react'
import { queryClient } from '@/components/client/query-client'
import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'

/** The types of notification that come with a change between two people. */
const TYPES = ['follow', 'friend_request', 'friend_accepted']

/** Reloads relations and lists of people when a frame says that the other side has changed something. */
export function useLiveRelations(): void {
  useEffect(() => onFrame((frame) => changesRelations(frame) && reload()), [])
}

/** The begin and end of a friendship reset the feed. Requests, follows, and their withdrawal change the bell. */
function changesRelations(frame: Frame): boolean {
  if (frame.event === 'notifications') return frame.groups.some(({ type }) => TYPES.includes(type))
  return frame.event === 'reset' && frame.reason === 'graph'
}

function reload(): void {
  const client = queryClient()
  // The answer to a change that the viewer is making brings the relation itself.
  if (client.isMutating({ mutationKey: ['relation'] }) > 0) return
  for (const kind of ['relation', 'people']) void client.invalidateQueries({ queryKey: [kind] })
}
