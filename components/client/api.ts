import type { ApiError } from '@/lib/shared/views'
import { noteServerTime } from './server-clock'

type ProblemDetails = {
  status: number
  code: string
  message: string
  fields?: Record<string, string>
  retryAfter?: number
}

/** A request that was refused or got no answer. `status` is 0 when the server could not be reached (code `offline`). */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  /** What is wrong with each field of a form. The text continues the field's label. */
  readonly fields: Record<string, string>
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | null

  constructor({ status, code, message, fields, retryAfter }: ProblemDetails) {
    super(message)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.fields = fields ?? {}
    this.retryAfter = retryAfter ?? null
  }
}

/** Milliseconds after which a request without an answer counts as failed. It may have taken effect all the same. */
const TIMEOUT = 20_000

/** Ends a request that is not answered in time: it throws the ApiProblem of a server that cannot be reached. */
export const timeoutSignal = (): AbortSignal => AbortSignal.timeout(TIMEOUT)

/** Who is signed in on this page; null for visitors. `onSignedOut` is called when the server says that this is over. */
type Membership = { viewerId: string; onSignedOut: () => void }
let membership: Membership | null = null

/**
 * From now on requests are those of this person. If somebody else signs in in this browser, the server refuses what this page
 * still sends.
 */
export function askAs(member: Membership | null): void {
  membership = member
}

/** Characters, at most 15 KB. Browsers refuse more than 64 KB of requests in flight that outlive their page. */
const MOST_AFTER_LEAVING = 5_000

/** Is called when a request begins, and what it returns with the answer. */
type Watch = () => (answer: unknown) => void
let watch: Watch | null = null

/** From now on all requests are watched by this function. */
export function watchAnswers(by: Watch | null): void {
  watch = by
}

type Options = {
  signal?: AbortSignal
  /** Makes a repeated POST take effect once: every retry of the same action needs the same key. */
  idempotencyKey?: string
  /** Who has written what is sent, when that may be somebody else than whose page this is; null: whoever is signed in. */
  viewerId?: string | null
}

/** Calls the HTTP API of this site with JSON both ways. Throws an ApiProblem when it is refused or not answered. */
export const api = {
  get: <Answer>(path: string, options?: Options) => send<Answer>('GET', path, { ...options }),
  post: <Answer>(path: string, body: unknown, options?: Options) => send<Answer>('POST', path, { ...options, body }),
  put: <Answer>(path: string, body?: unknown, options?: Options) => send<Answer>('PUT', path, { ...options, body }),
  patch: <Answer>(path: string, body: unknown, options?: Options) => send<Answer>('PATCH', path, { ...options, body }),
  delete: <Answer = null>(path: string, options?: Options) => send<Answer>('DELETE', path, { ...options }),
}

async function send<Answer>(
  method: string,
  path: string,
  { body, signal, idempotencyKey, viewerId = membership?.viewerId ?? null }: Options & { body?: unknown },
) {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey
  if (viewerId) headers['x-viewer'] = viewerId
  const changes = method !== 'GET'
  const json = body === undefined ? undefined : JSON.stringify(body)
  const look = watch?.()
  const response = await fetch(path, {
    method,
    headers,
    body: json,
    // A change that is not answered must say so some time. What was read is read again anyway.
    signal: signal ?? (changes ? timeoutSignal() : undefined),
    credentials: 'same-origin',
    // The browser sends what somebody did just before leaving the page.
    keepalive: changes && (json?.length ?? 0) <= MOST_AFTER_LEAVING,
  }).catch(throwOffline)
  noteServerTime(response.headers.get('date'))
  if (response.status === 401 && membership?.viewerId === viewerId) membership?.onSignedOut()
  if (!response.ok) throw await readProblem(response)
  const answer = response.status === 204 ? null : await response.json()
  look?.(answer)
  return answer as Answer
}

function throwOffline(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error
  throw new ApiProblem({
    status: 0,
    code: 'offline',
    message: 'Carillon cannot be reached. Please check your connection.',
  })
}

async function readProblem(response: Response): Promise<ApiProblem> {
  // The answer may be that of a proxy, in its own format.
  const answer: ApiError | null = await response.json().catch(() => null)
  const { code = 'unexpected', message = 'Something went wrong. Please try again.', fields } = answer?.error ?? {}
  const retryAfter = Number(response.headers.get('retry-after')) || undefined
  return new ApiProblem({ status: response.status, code, message, fields, retryAfter })
}

/** The message to show for anything that was thrown. Of a text that is refused it says why. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'Something went wrong. Please try again.'
  return error.fields.text ? `The text ${error.fields.text}.` : error.message
}
