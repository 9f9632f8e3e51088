import { AppError, isAppError, isDatabaseAway } from '@/lib/process/errors'

/** What the sender of a form can be told. Throws every other error. */
export function knownError(error: unknown): AppError {
  if (isAppError(error)) return error
  if (isDatabaseAway(error)) return new AppError('database_away', 'The database is away.', { cause: error })
  throw error
}
