import type { NotificationGroup, NotificationNews, NotificationPage, NotificationState } from '@/lib/shared/views'

/** A group of a bell. Its seq is its version, unless the test says otherwise. */
export function aGroup(id: string, version: string, given: Partial<NotificationGroup> = {}): NotificationGroup {
  return {
    id,
    type: 'like',
    actors: [{ id: '900', handle: 'ana', name: 'Ana', bio: '', avatarUrl: null }],
    actorCount: 1,
    seen: false,
    read: false,
    archived: false,
    seq: version,
    version,
    firstAt: '2026-11-22T12:00:00.000Z',
    lastAt: '2026-11-22T12:00:00.000Z',
    ...given,
  }
}

export function aState(version: string, unseen = 0, given: Partial<NotificationState> = {}): NotificationState {
  return { version, unseen, unread: unseen, headSeq: version, ...given }
}

export function aPage(state: NotificationState, items: NotificationGroup[], nextCursor: string | null = null) {
  return { items, nextCursor, state } satisfies NotificationPage
}

export function someNews(version: string, groups: NotificationGroup[], unseen = groups.length): NotificationNews {
  return { ...aState(version, unseen), groups }
}
