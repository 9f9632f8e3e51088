import { readSetting, writeSetting } from '@/components/client/local-setting'

/** For how many posts the text of an unsent comment is stored. */
const MOST = 30

// By viewer: people may share a computer.
const settingOf = (viewerId: string) => `carillon:unsent:${viewerId}`

/** The text of a comment that was begun below a post and not sent; empty for none. */
export function readUnsent(viewerId: string, postId: string): string {
  return readAll(viewerId).get(postId) ?? ''
}

/** Stores a text that is being written, in this browser. An empty one is removed. */
export function writeUnsent(viewerId: string, { postId, text }: { postId: string; text: string }): void {
  const all = readAll(viewerId)
  all.delete(postId)
  if (text) all.set(postId, text)
  writeSetting(settingOf(viewerId), JSON.stringify([...all].slice(-MOST)))
}

/** By post; the latest written comes last. */
function readAll(viewerId: string): Map<string, string> {
  try {
    return new Map(JSON.parse(readSetting(settingOf(viewerId)) ?? '[]'))
  } catch {
    // Another program or version wrote it in another format.
    return new Map()
  }
}
