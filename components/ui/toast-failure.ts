import { ApiProblem, messageOf } from '@/components/client/api'
import { toastError } from './toast'

/** Says that something did not work, and offers to try again unless the server would refuse it again. */
export function toastFailure(error: unknown, retry: () => void): void {
  toastError(messageOf(error), isRefusal(error) ? {} : { action: { label: 'Retry', onClick: retry } })
}

/** The server has answered that it will not do this; not "later", and not that it failed itself. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status >= 400 && error.status < 429
}
