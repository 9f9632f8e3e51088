import { textOf } from '@/bench/world/people'
import { frame } from '@/lib/delivery/frame'
import { presentPost } from '@/lib/posts/post-row'

const at = new Date('2026-11-22T12:00:00Z')
const NOBODY = { verb: null, placeId: null, placeName: null, placeKind: null, avatarUrl: null }

/** The benchmark's post with this number, as the product presents it. */
function postOf(event: number) {
  return presentPost({
    ...NOBODY,
    id: 108_000_000_000_000_000n + BigInt(event),
    text: textOf(event),
    audience: 'public',
    likeCount: 0,
    commentCount: 0,
    mentions: [],
    createdAt: at,
    updatedAt: at,
    editedAt: null,
    deletedAt: null,
    authorId: 109_000_000_000_000_000n,
    handle: 'author0',
    name: 'Author 0',
    bio: 'Born to be measured',
  })
}

/** The bytes that the product writes for a post, without the line of its position. */
export function frameOf(event: number): string {
  return frame('feed', { post: postOf(event) })
}

export function jsonOf(event: number): string {
  return JSON.stringify({ post: postOf(event) })
}

/** The line with the position before each frame, as long as the product's. */
export function idLine(offset: number): string {
  return `id: 1795000000000-bench:${offset}\n`
}

/** The first bytes of the product's stream. All competitors begin with the same. */
export const HELLO = `retry: 2000\n\n${frame('hello', { mode: 'live', position: '1795000000000-bench:1816', connectionId: 'twelveletter' })}`
