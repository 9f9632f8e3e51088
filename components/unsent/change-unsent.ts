import { toastError } from '@/components/ui/toast'
import type { Unsent } from './unsent'
import { remove, retry } from './work-outbox'

/** Sends again what was refused, or what waits, now. */
export const retryUnsent = (unsent: Unsent): void => void retry(unsent)

/** Takes it out of the outbox. False when that is too late. */
export async function takeBack(unsent: Unsent): Promise<boolean> {
  const taken = await remove(unsent)
  if (!taken) toastError('It is being sent at this moment.')
  return taken
}
