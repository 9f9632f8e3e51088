import { readSetting, writeSetting } from '@/components/client/local-setting'
import { untilUsed } from '@/components/client/until-used'
import { lazyRetry } from '@/components/ui/lazy-retry'

const SETTING = 'carillon:unsent'

export const loadDiskParts = lazyRetry(() => import('./disk-parts'))

/** Notes whether this browser has texts on its disk, for the next page that is opened. */
export function noteTexts(there: boolean): void {
  writeSetting(SETTING, there ? 'yes' : 'no')
}

/**
 * Loads what reads the disk: at once when there seems to be something, because that is shown and sent by itself; else when the
 * page is used. The note is only a hint, so it need not be right: it may be forbidden, and tabs may overtake each other.
 */
export async function openDiskParts(): ReturnType<typeof loadDiskParts> {
  if (readSetting(SETTING) !== 'yes') await untilUsed()
  return await loadDiskParts()
}
