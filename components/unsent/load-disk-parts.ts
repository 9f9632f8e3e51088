import { untilUsed } from '@/components/client/until-used'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { notesTexts } from './disk-note'

export const loadDiskParts = lazyRetry(() => import('./disk-parts'))

/**
 * Loads what reads the disk: at once when there seems to be something, because that is shown and sent by itself; else when the
 * page is used.
 */
export async function openDiskParts(): ReturnType<typeof loadDiskParts> {
  if (!notesTexts()) await untilUsed()
  return await loadDiskParts()
}
