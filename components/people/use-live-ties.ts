'use client'

import { useEffect } from 'react'
import { queryClient } from '@/components/client/query-client'
import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'

/** Kinds of notification that tell of a tie between two people. */
const TIES = ['follow', 'friend_request', 'friend_accepted']

/** Asks anew how people stand to the viewer when something says that it has changed on the other side. */
export function useLiveTies(): void {
  useEffect(() => onFrame((frame) => tellsOfTies(frame) && askAnew()), [])
}

/** Friendships that begin or end start the feed over; requests, and those that are taken back, are in the bell. */
function tellsOfTies(frame: Frame): boolean {
  if (frame.event === 'notifications') return frame.groups.some(({ type }) => TIES.includes(type))
  return frame.event === 'reset' && frame.reason === 'graph'
}

function askAnew(): void {
  const client = queryClient()
  // What the viewer is changing at this moment brings its own answer.
  if (client.isMutating({ mutationKey: ['relation'] }) > 0) return
  for (const kind of ['relation', 'people']) void client.invalidateQueries({ queryKey: [kind] })
}
