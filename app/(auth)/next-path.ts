const ANYWHERE = 'http://site.invalid'

/** Where to go after signing in: the path that was asked for, if it is one of this site, else home. */
export function nextPath(asked: string | string[] | undefined): string {
  if (typeof asked !== 'string' || !asked.startsWith('/') || !URL.canParse(asked, ANYWHERE)) return '/'
  // Resolved as a browser does: "//elsewhere" and "/\elsewhere" are other sites.
  const { origin, pathname, search } = new URL(asked, ANYWHERE)
  // And "/./..//elsewhere" becomes "//elsewhere".
  return origin === ANYWHERE ? pathname.replace(/^\/+/, '/') + search : '/'
}
