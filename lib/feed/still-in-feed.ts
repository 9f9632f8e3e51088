import { presentForViewer } from '@/lib/posts/find-post'
import type { Viewer } from '@/lib/session/viewer'
import type { Post } from '@/lib/shared/views'
import { hydrate } from './assemble-feed'

/** Those of these posts that belong in the viewer's feed now, as they are now, newest first. */
export async function stillInFeed(viewer: Viewer, ids: bigint[]): Promise<{ items: Post[] }> {
  const rows = await hydrate(viewer.id, { ids })
  return { items: rows.map((row) => presentForViewer(row, viewer)) }
}
