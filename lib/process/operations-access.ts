import { timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

export type OperationsAccess = {
  /** Whether the port listens on loopback only. */
  loopback: boolean
  /** What is asked for elsewhere. */
  token: string | undefined
}

const READS = ['GET', 'HEAD']

/**
 * The status with which a request of the operations port is refused, or null.
 *
 * On loopback there is no token. There the danger is a page of another site in the operator's browser: it can send requests here
 * (foreign `Origin`), and by a name of its own that points to this machine it could read the answers (foreign `Host`).
 */
export function refusalOf(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  access: OperationsAccess,
): 401 | 403 | null {
  const { headers, method = '' } = request
  if (access.loopback ? !isLoopbackHost(headers.host) : !hasToken(headers.authorization, access.token)) {
    return access.loopback ? 403 : 401
  }
  return READS.includes(method) || isOwnOrigin(headers) ? null : 403
}

function isLoopbackHost(host = ''): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host)
}

/** Programs send no Origin. Every browser does with a request that changes something. */
function isOwnOrigin({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site !== undefined && site !== 'same-origin') return false
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)
}

/** As a bearer token, or as the password of Basic authentication, for which a browser asks. */
function hasToken(authorization = '', token: string | undefined): boolean {
  const [scheme = '', value = ''] = authorization.split(' ')
  const given =
    scheme.toLowerCase() === 'basic'
      ? Buffer.from(value, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, '')
      : value
  return token !== undefined && ['basic', 'bearer'].includes(scheme.toLowerCase()) && isEqual(given, token)
}

/** Takes as long for a wrong token as for the right one. */
function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}
