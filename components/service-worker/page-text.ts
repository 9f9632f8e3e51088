/** The id of the viewer for whom a page was rendered: empty for a visitor, null when the page does not say. */
export function viewerIn(html: string): string | null {
  return /<meta name="carillon-viewer" content="(\d*)"/.exec(html)?.[1] ?? null
}

/** The title of a page, without the number of the bell and the name of the site. */
export function titleIn(html: string): string {
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? ''
  return title.replace(/ · Carillon$/, '')
}

/** Why a copy is shown: the site is away, it does not answer in time, or too many pages were loaded. */
export type Cause = 'away' | 'slow' | 'busy'

/** Marks the page as an old one. `components/offline/stored-copy.tsx` reads the mark. */
export function markAsStored(html: string, { readAt, cause }: { readAt: string; cause: Cause }): string {
  return html.replace('<html', `<html data-stored-at="${readAt}" data-shown-as="${cause}"`)
}

/** Pages that are worth reading again. The others are forms, or of no use without the network. */
export function isReadable(address: string): boolean {
  return /^\/(?:$|(?:posts|people|places|friends|notifications)(?:\/|$))/.test(new URL(address).pathname)
}

/** The address of the page to which a request of the browser or of the router belongs. */
export function pageAddress(address: string): string {
  const url = new URL(address)
  url.searchParams.delete('_rsc')
  url.hash = ''
  return url.href
}

/** The scripts and styles that a page begins with. */
export function filesIn(html: string): string[] {
  const tags = html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="(\/_next\/static\/[^"]+\.(?:js|css))"[^>]*>/g)
  return [...new Set([...tags].flatMap(([tag, path]) => (path && !/nomodule/i.test(tag) ? [path] : [])))]
}

/** The pictures of the site itself that a page shows. */
export function picturesIn(html: string): string[] {
  const pictures = html.matchAll(/<img\b[^>]*? src="(\/faces\/[^"]+)"/g)
  return [...new Set([...pictures].flatMap(([, path]) => path ?? []))]
}
