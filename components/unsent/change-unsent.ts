import { toastError } from '@/components/ui/toast'
import { loadDiskParts } from './load-disk-parts'
import type { TakenBack, TakingBack } from './stored-unsent'
import type { Unsent } from './unsent'

/** Sends again what was refused, or what waits, now. */
export const retryUnsent = (unsent: Unsent): void => void loadDiskParts().then(({ retry }) => retry(unsent))

/** Takes it out of the outbox. When it is in doubt whether it arrived, its author is asked first. */
export async function takeBack(unsent: Unsent, how: TakingBack): Promise<TakenBack> {
  const { makeDraft } = await loadDiskParts()
  const taken = await makeDraft(unsent, how)
  if (taken === 'too late') toastError('It is being sent at this moment.')
  return taken
}
