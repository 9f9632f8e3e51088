import { readSetting, writeSetting } from '@/components/client/local-setting'

/** So many beginnings of comments are kept. */
const KEPT = 30

// Each person's own, on a shared computer.
const settingOf = (viewerId: string) => `carillon:unsent:${viewerId}`

/** What was begun below a post and not sent. */
export function recallUnsent(viewerId: string, postId: string): string {
  return readAll(viewerId).get(postId) ?? ''
}

/** Keeps what is being written, in this browser; an empty text is forgotten. */
export function keepUnsent(viewerId: string, { postId, text }: { postId: string; text: string }): void {
  const all = readAll(viewerId)
  all.delete(postId)
  if (text) all.set(postId, text)
  writeSetting(settingOf(viewerId), JSON.stringify([...all].slice(-KEPT)))
}

/** By post; the last touched comes last. */
function readAll(viewerId: string): Map<string, string> {
  try {
    return new Map(JSON.parse(readSetting(settingOf(viewerId)) ?? '[]'))
  } catch {
    // Not of our writing: begin anew.
    return new Map()
  }
}
