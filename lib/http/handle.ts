import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { env } from '@/lib/process/env'
import { AppError, isAppError, isDatabaseAway, statusOf } from '@/lib/process/errors'
import { log } from '@/lib/process/log'
import { observeRequest } from '@/lib/process/metrics'
import { REDIS_BUDGET, requestContext } from '@/lib/process/request-context'

const MAX_BODY = 64 * 1024
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

type Route<Params> = (request: Request, params: Params) => Promise<Response>

type Options = {
  /** `own-token`: the route checks a token of its own against requests from other sites (next-auth). */
  protection?: 'origin' | 'own-token'
}

/** The one boundary of the HTTP API: request id, Redis budget, origin check, and errors into answers. */
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

/** Route handlers have no protection of their own against requests that another site makes a browser send. */
function requireOwnOrigin(request: Request): void {
  if (request.headers.get('sec-fetch-site') === 'same-origin') return
  const origin = request.headers.get('origin')
  const host = origin && URL.canParse(origin) ? new URL(origin).host : null
  if (host && (host === new URL(env.SITE_URL).host || host === request.headers.get('host'))) return
  throw new AppError('wrong_origin', 'This request must come from the site itself.')
}

/** Reads and checks a JSON body. Refuses other types (415), more than 64 KB (413), broken JSON (400) and what the schema does not know (422). */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
  requireJsonType(request)
  return check(schema, parseJson(await readText(request)))
}

/** Like `readJson`, for requests that say everything by method and address: no body at all means `{}`. */
export async function readOptionalJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await readText(request)
  if (text === '') return check(schema, {})
  requireJsonType(request)
  return check(schema, parseJson(text))
}

function requireJsonType(request: Request): void {
  if (!isJson(request)) throw new AppError('wrong_type', 'Send JSON (Content-Type: application/json).')
}

export function isJson(request: Request): boolean {
  return /^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')
}

/** The body as text; refuses more than 64 KB (413) however long it says it is. */
export async function readText(request: Request): Promise<string> {
  const tooLarge = () => new AppError('too_large', `A request may have ${MAX_BODY / 1024} KB.`)
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BODY) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Refuses what is not JSON (400). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('malformed', 'The body is not JSON.', { cause })
  }
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new AppError('invalid', 'Some of this cannot be accepted.', { fields: problemsOf(parsed.error) })
}

function problemsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [issue.path.join('.') || 'body']
    for (const name of names) fields[name] ??= issue.message
  }
  return fields
}

/** Reads and checks the query string: what is wrong there is malformed (400). */
export function readQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (parsed.success) return parsed.data
  throw new AppError('malformed', 'The address has a parameter that cannot be read.', {
    fields: problemsOf(parsed.error),
  })
}
