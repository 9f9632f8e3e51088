import { z } from 'zod'

/** Days a session lives: its cookie after signing in, its row after it was last used. */
export const SESSION_DAYS = 30

/** A session id as we make them: whose it is, then 32 random bytes in base64url. */
export const sessionIdSchema = z.string().regex(/^[\w-]{16,64}$/, 'is not a session')
