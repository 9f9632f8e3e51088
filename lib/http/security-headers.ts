import type { ServerResponse } from 'node:http'
import { env } from '@/lib/process/env'

const YEAR = 365 * 24 * 3600
const hasTls = env.SITE_URL.startsWith('https://')

/**
 * What every answer says, also those for files and unknown addresses. A page has a stricter policy of its own (proxy.ts), which
 * replaces this one. HTTPS only is asked of browsers for this host, not for its subdomains, which may be other sites.
 */
const HEADERS: Record<string, string> = {
  'content-security-policy': [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  ...(hasTls ? { 'strict-transport-security': `max-age=${YEAR}` } : {}),
}

/** Browsers keep other sites from the windows of this one, but only over TLS or on the machine itself. Elsewhere they complain. */
const OPENER = ['cross-origin-opener-policy', 'same-origin'] as const
const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i

/** Sets the headers that protect browsers, before anybody else writes to the answer. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
  if (hasTls || LOOPBACK.test(response.req.headers.host ?? '')) response.setHeader(...OPENER)
}

/** The same as lines of HTTP, for an answer without a request. */
export const SECURITY_LINES = Object.entries(HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('')
