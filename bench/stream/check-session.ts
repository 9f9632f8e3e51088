import { findViewerBySession } from '@/lib/session/find-viewer'
import { readSessionId } from '@/lib/session/session-cookie'

/** The check of all competitors before they open a stream: the same cookie and the same row as in the product. */
export async function isSignedIn(cookie: string | null | undefined): Promise<boolean> {
  const sessionId = await readSessionId(cookie)
  return sessionId !== null && (await findViewerBySession(sessionId)) !== null
}
