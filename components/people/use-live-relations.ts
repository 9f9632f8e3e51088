'use client'

import { useEffect } from 'react'
import { readAgain } from '@/components/list/keep-lists-fresh'
import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'

/** The types of notification that come with a change between two people. */
const TYPES = ['follow', 'friend_request', 'friend_accepted']

/**
 * Reads relations and lists of people again when the bell says that the other side has asked, followed, or taken that back.
 * What resets the feed as well (keep-lists-fresh.ts) is not for this.
 */
export function useLiveRelations(): void {
  useEffect(() => onFrame((frame) => changesRelations(frame) && reload()), [])
}

function changesRelations(frame: Frame): boolean {
  return frame.event === 'notifications' && frame.groups.some(({ type }) => TYPES.includes(type))
}

function reload(): void {
  readAgain('relation')
  readAgain('people')
}
