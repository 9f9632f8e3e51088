import { queryClient } from '@/components/client/query-client'
import type { Frame } from '@/components/live/frames'
import { onFrame } from '@/components/live/live'
import { PAGE_FIRST, recheckWithin } from '@/components/live/live-state'
import { refreshLater } from '@/components/live/refresh-later'
import type { Post } from '@/lib/shared/views'
import { lacks } from './lacks'

/** What depends on who the viewer is to others, and on who is shown at all. */
const KINDS = ['relation', 'people', 'posts']
/** Milliseconds until a relation is read that the viewer was changing. */
const AFTER_CHANGE = 300
/** Milliseconds within which lists are read that lack a post of which a version came. All browsers do so. */
const BACK = 5_000
/** Milliseconds until they are read again because of a post that was not in the answer. */
const PAUSE = 60_000

const relation = refreshLater(async () => readAgain('relation'))
const lists = refreshLater(async () => readListsAgain())
const returned = refreshLater(async () => readAgain('posts'))

/** Posts because of which lists were read. */
const asked = new Set<string>()

let listening = false

/** From the first list or relation on, all of this tab are read again when a frame says that others may be visible. */
export function keepListsFresh(): void {
  if (listening || typeof window === 'undefined') return
  listening = true
  onFrame((frame, before) => {
    const within = recheckWithin(frame, before)
    if (within === 0) lists.urgently(PAGE_FIRST)
    else if (within !== null) lists.within(within)
    // A change between the rendering of the page and the opening of the stream was brought by no frame.
    else if (frame.event === 'hello' && before.connectionId === null) readAgain('relation')
    const version = versionOf(frame)
    if (version && lacksOnPage(version)) readReturned(version)
  })
}

const versionOf = (frame: Frame) => (frame.event === 'post' && 'post' in frame.change ? frame.change.post : null)

function lacksOnPage(post: Post): boolean {
  const onPage = queryClient()
    .getQueryCache()
    .findAll({ queryKey: ['posts'], type: 'active' })
  return onPage.some(({ queryKey, state }) => lacks({ path: queryKey[1], pages: state.data }, post))
}

/** It is visible again, or the version was an old one. */
function readReturned({ id }: Post): void {
  if (asked.has(id)) returned.after(PAUSE)
  else returned.within(BACK)
  asked.add(id)
}

/** Reads all lists and relations again that are on the page. Others must not be shown before they are read, so they are dropped. */
export function readListsAgain(): void {
  for (const kind of KINDS) {
    queryClient().removeQueries({ queryKey: [kind], type: 'inactive' })
    readAgain(kind)
  }
}

/** Reads a kind of queries again. */
export function readAgain(kind: string): void {
  const client = queryClient()
  const queryKey = [kind]
  // The answer to a change that the viewer is making brings the relation itself, and is newer than what is read meanwhile.
  if (kind === 'relation' && client.isMutating({ mutationKey: queryKey }) > 0) relation.after(AFTER_CHANGE)
  else void client.invalidateQueries({ queryKey })
}
