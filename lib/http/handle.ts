import { randomUUID } from 'node:crypto'
import { env } from '@/lib/process/env'
import { AppError, isAppError, isDatabaseAway, statusOf } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { observeRequest } from '@/lib/process/metrics'
import { REDIS_BUDGET, requestContext } from '@/lib/process/request-context'

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

type Route<Params> = (request: Request, params: Params) => Promise<Response>

type Options = {
  /** `own-token`: the route has a token of its own against CSRF (next-auth). */
  protection?: 'origin' | 'own-token'
}

/**
 * The one boundary of the HTTP API. Gives each request an id and a Redis budget, checks its origin, and turns errors into
 * answers.
 */
export function handle<Params = Record<string, never>>(route: Route<Params>, { protection = 'origin' }: Options = {}) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    const id = randomUUID()
    const began = performance.now()
    const response = await requestContext.run({ id, redisBudget: REDIS_BUDGET }, () =>
      answer(route, request, { params: context.params, protection }).catch((error: unknown) => refuse(error, id)),
    )
    response.headers.set('x-request-id', id)
    response.headers.set('x-content-type-options', 'nosniff')
    if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store')
    observeRequest(request.method, response.status, performance.now() - began)
    return response
  }
}

type Setting<Params> = Required<Options> & { params: Promise<Params> }

async function answer<Params>(route: Route<Params>, request: Request, { params, protection }: Setting<Params>) {
  if (protection === 'origin' && !SAFE_METHODS.includes(request.method)) requireOwnOrigin(request)
  return await route(request, await params)
}

function refuse(error: unknown, id: string): Response {
  const known = isAppError(error) ? error : translate(error, id)
  const { code, message, fields, retryAfter } = known
  const status = statusOf(code)
  const headers: HeadersInit =
    status === 429 || status === 503 ? { 'retry-after': String(Math.ceil(retryAfter ?? 1)) } : {}
  return Response.json({ error: { code, message, fields } }, { status, headers })
}

function translate(error: unknown, id: string): AppError {
  if (isDatabaseAway(error)) {
    log.warn({ request: id, error: String(error) }, 'database away')
    return new AppError('database_away', 'Carillon is catching its breath. Please try again in a moment.', {
      retryAfter: 2,
    })
  }
  log.error({ request: id, err: error }, 'request failed')
  return new AppError('internal', 'Something went wrong on our side.')
}

/** Next.js does not protect route handlers against requests that another site makes a browser send (CSRF). */
function requireOwnOrigin(request: Request): void {
  if (request.headers.get('sec-fetch-site') === 'same-origin') return
  const origin = request.headers.get('origin')
  if (origin && URL.canParse(origin) && isOwn(new URL(origin), request.headers.get('host'))) return
  throw new AppError('wrong_origin', 'This request must come from the site itself.')
}

/**
 * Scheme, host and port are those of the site. The site may also be open under another host, such as an address in the local
 * network; there the host and port that the browser has asked must be its own. Which scheme it has used is known to a proxy only.
 */
function isOwn(origin: URL, host: string | null): boolean {
  const site = new URL(env.SITE_URL)
  if (origin.hostname === site.hostname && origin.port === site.port) return origin.protocol === site.protocol
  const asked = `${origin.protocol}//${host}`
  return host !== null && URL.canParse(asked) && new URL(asked).origin === origin.origin
}

/** Answers with JSON and an ETag, or with 304 and no body when the client has the answer with this tag already. */
export function answerIfChanged(request: Request, answer: object, etag: string): Response {
  const headers = { etag, 'cache-control': 'private, no-cache' }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return Response.json(answer, { headers })
}
