import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { findViewer } from '@/lib/session/find-viewer'
import type { SignedIn, Viewer } from '@/lib/session/viewer'
import type { User } from '@/lib/shared/views'

/** The viewer of the page that is being rendered, or null; asked once per rendering. */
export const viewerOfPage = cache(async (): Promise<SignedIn | null> => findViewer({ headers: await headers() }))

/** The viewer of a page that needs one; others are sent to sign in and come back to `path` afterwards. */
export async function requireViewerOfPage(path: string): Promise<SignedIn> {
  return (await viewerOfPage()) ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}

/** The viewer as a browser may see them. */
export function userOf({ id, handle, name, bio, avatarUrl }: Viewer): User {
  return { id: String(id), handle, name, bio, avatarUrl }
}
