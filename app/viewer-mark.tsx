import type { Viewer } from '@/lib/session/viewer'

/**
 * Says in the head of a page for whom it was rendered: nobody for visitors. The service worker stores pages by it
 * (`components/service-worker/stored-pages.ts`), so that nobody is shown the pages of somebody else.
 */
export function ViewerMark({ viewer }: { viewer: Viewer | null }) {
  return <meta name="carillon-viewer" content={viewer ? String(viewer.id) : ''} />
}
