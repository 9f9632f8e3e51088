import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { findViewer } from '@/lib/session/find-viewer'
import type { Viewer, ViewerWithCounters } from '@/lib/session/viewer'
import type { User } from '@/lib/shared/views'

/** The viewer of the page that is being rendered, or null; read once per rendering. */
export const viewerOfPage = cache(
  async (): Promise<ViewerWithCounters | null> => findViewer({ headers: await headers() }),
)

/** The viewer of a page for members. Visitors are redirected to sign in, and return to `path` afterwards. */
export async function requireViewerOfPage(path: string): Promise<ViewerWithCounters> {
  return (await viewerOfPage()) ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}

/** The part of the viewer that is sent to browsers. */
export function userOf({ id, handle, name, bio, avatarUrl }: Viewer): User {
  return { id: String(id), handle, name, bio, avatarUrl }
}
