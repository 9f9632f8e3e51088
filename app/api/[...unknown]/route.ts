import { handle } from '@/lib/http/handle'
import { AppError } from '@/lib/process/errors'

const unknown = handle<{ unknown: string[] }>(async () => {
  throw new AppError('not_found', 'There is nothing at this address.')
})

/** Unknown addresses below /api answer with JSON, not with the page for browsers. */
export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT }
