/** Where password managers look for the page to change the password (W3C, "A Well-Known URL for Changing Passwords"). */
export function GET(): Response {
  return new Response(null, { status: 302, headers: { location: '/settings/password', 'cache-control': 'no-store' } })
}
