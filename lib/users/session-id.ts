import { z } from 'zod'

/** Days a session lives without being used. */
export const SESSION_DAYS = 30

/** A session id as we make them: random, in base64url. */
export const sessionIdSchema = z.string().regex(/^[\w-]{16,64}$/, 'is not a session')
