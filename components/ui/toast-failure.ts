import { ApiProblem, messageOf } from '@/components/client/api'
import { toastError } from './toast'

/**
 * Says that a change did not happen; every change that failed says so. `retry` is offered unless the server would refuse it
 * again.
 */
export function toastFailure(error: unknown, retry?: () => void): void {
  toastError(wordsOf(error), retry && !isRefusal(error) ? { action: { label: 'Retry', onClick: retry } } : {})
}

function wordsOf(error: unknown): string {
  const unreachable = error instanceof ApiProblem && error.status === 0
  return unreachable ? `Not saved. ${messageOf(error)}` : messageOf(error)
}

/** The server has answered that it will not do this; not "later", and not that it failed itself. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status >= 400 && error.status < 429
}
