/** Every error code of the HTTP API, with its status. */
const STATUS = {
  malformed: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  wrong_origin: 403,
  not_found: 404,
  user_not_found: 404,
  post_not_found: 404,
  place_not_found: 404,
  session_not_found: 404,
  comment_not_found: 404,
  notification_not_found: 404,
  wrong_method: 405,
  in_progress: 409,
  changed_elsewhere: 409,
  handle_taken: 409,
  email_taken: 409,
  too_large: 413,
  wrong_type: 415,
  wrong_host: 421,
  invalid: 422,
  idempotency_key_reused: 422,
  wrong_password: 422,
  own_relation: 422,
  restore_too_late: 422,
  rate_limited: 429,
  internal: 500,
  database_away: 503,
  queue_away: 503,
  redis_away: 503,
  overloaded: 503,
} as const

export type ErrorCode = keyof typeof STATUS

type Details = { fields?: Record<string, string>; retryAfter?: number; cause?: unknown }

/** An error for the client: a code for programs and a message for people. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fields?: Record<string, string>
  /** Seconds. */
  readonly retryAfter?: number

  constructor(code: ErrorCode, message: string, { fields, retryAfter, cause }: Details = {}) {
    super(message, { cause })
    this.name = 'AppError'
    this.code = code
    this.fields = fields
    this.retryAfter = retryAfter
  }
}

export function statusOf(code: ErrorCode): number {
  return STATUS[code]
}

/** By name and not by class: a process has two module graphs (see once.ts), so it may have two classes of this name. */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === 'AppError'
}

export function hasCode(error: unknown, code: ErrorCode): boolean {
  return isAppError(error) && error.code === code
}

/** PostgreSQL has cancelled a statement, or it waited too long for a lock. */
const CANCELLED = /^(57014|55P03)$/
/**
 * Codes of errors that may be gone on a later attempt. PostgreSQL's class 57P is shutdown, 53 lack of resources, 08 a lost
 * connection, 58 trouble with its disk; 25006: it only reads, because it is a replica or was told to.
 */
const AWAY =
  /^(57P|53|08|58)|^(25006|57014|55P03)$|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1008|P1017|P2024|P2028)$/
const AWAY_MESSAGES =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Query read timeout|Server has closed the connection|Can't reach database server|not queryable|Unable to start a transaction/i

/** True when an error of `pg` or Prisma means that the database cannot do the work now, so that a later attempt may succeed. */
export function isDatabaseAway(error: unknown): boolean {
  return hasSign(error, {
    codes: AWAY,
    messages: AWAY_MESSAGES,
    kinds: ['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'],
  })
}

/** True for an error of which `isDatabaseAway` is true and that may be the fault of the statement itself. */
export function isCancelled(error: unknown): boolean {
  return hasSign(error, { codes: CANCELLED, messages: null, kinds: [] })
}

/** Signs of a condition: codes of PostgreSQL, of Prisma and of sockets, texts of messages, and kinds of a driver's error. */
type Signs = { codes: RegExp; messages: RegExp | null; kinds: string[] }

function hasSign(error: unknown, signs: Signs): boolean {
  const { codes, messages, kinds } = signs
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code, meta } = at as { code?: string; meta?: { code?: string; driverAdapterError?: unknown } }
    if ((code && codes.test(code)) || (meta?.code && codes.test(meta.code)) || messages?.test(at.message)) return true
    if (meta?.driverAdapterError && hasSign(meta.driverAdapterError, signs)) return true
    if (at.name === 'DriverAdapterError') {
      const { kind, originalCode } = (at.cause ?? {}) as { kind?: string; originalCode?: string }
      if ((originalCode && codes.test(originalCode)) || kinds.includes(kind ?? '')) return true
    }
  }
  return false
}
