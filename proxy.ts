import { type NextRequest, NextResponse } from 'next/server'

const DEVELOPMENT = process.env.NODE_ENV === 'development'

/**
 * Every page gets a policy of its own: scripts run only with the nonce of this very answer, and nobody may frame us.
 * Next.js reads the nonce from the request's header and puts it on its scripts.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = policyWith(Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64'))
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()')
  return response
}

function policyWith(nonce: string): string {
  return [
    "default-src 'self'",
    // React's development build explains errors with eval; the production build has none.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${DEVELOPMENT ? " 'unsafe-eval'" : ''}`,
    // Menus and toasts place themselves with styles that carry no nonce. With every other source closed, a style can send nothing away.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = {
  // Files and the API are no pages: they run nothing.
  matcher: [
    '/((?!api/|_next/|icon\\.svg$|apple-icon\\.png$|favicon\\.ico$|faces/|icons/|sw\\.js$|robots\\.txt$|manifest\\.webmanifest$|\\.well-known/).*)',
  ],
}
