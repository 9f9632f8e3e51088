import { type Kind, NOTIFICATION_KINDS } from '@/lib/shared/notification-kinds'
import type { NotificationGroup } from '@/lib/shared/views'

const KINDS: Record<string, Kind | undefined> = NOTIFICATION_KINDS

/** For a kind that this page does not know yet, because the server is newer than the page. */
const UNKNOWN: Pick<Kind, 'text' | 'link' | 'icon'> = {
  text: () => 'did something that this page cannot show before it is loaded again',
  link: () => null,
  icon: 'M12 8v5M12 16v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z',
}

export type RowWords = { text: string; link: string | null; icon: string; excerpt: string; gone: boolean }

/** The sentence of a row, where it leads, and the text that it is about. `gone`: that can no longer be seen. */
export function wordsOf(group: NotificationGroup): RowWords {
  const known = KINDS[group.type]
  const { text, link, icon } = known ?? UNKNOWN
  const href = link(group)
  return {
    text: text(group),
    link: href,
    icon,
    excerpt: group.comment?.text || group.post?.text || (group.place ? `at ${group.place.name}` : ''),
    gone: known !== undefined && href === null,
  }
}
