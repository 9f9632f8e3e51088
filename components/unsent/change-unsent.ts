import { toastError } from '@/components/ui/toast'
import type { TakenBack, TakingBack } from './stored-unsent'
import type { Unsent } from './unsent'
import { makeDraft, retry } from './work-outbox'

/** Sends again what was refused, or what waits, now. */
export const retryUnsent = (unsent: Unsent): void => void retry(unsent)

/** Takes it out of the outbox. When it is in doubt whether it arrived, its author is asked first. */
export async function takeBack(unsent: Unsent, how: TakingBack): Promise<TakenBack> {
  const taken = await makeDraft(unsent, how)
  if (taken === 'too late') toastError('It is being sent at this moment.')
  return taken
}
