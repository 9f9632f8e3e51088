import type { Post } from '@/lib/shared/views'

/** A plain post with what the test gives. The ids are in order of time, a second apart. */
export function plainPost(id: string, given: Partial<Post> = {}): Post {
  const createdAt = new Date(Date.UTC(2026, 10, 22) + Number(id) * 1000).toISOString()
  return {
    id,
    author: { id: '900', handle: 'ana', name: 'Ana', bio: '', avatarUrl: null },
    text: `post ${id}`,
    audience: 'public',
    activity: null,
    media: [],
    createdAt,
    editedAt: null,
    updatedAt: createdAt,
    likeCount: 0,
    commentCount: 0,
    ...given,
  }
}
