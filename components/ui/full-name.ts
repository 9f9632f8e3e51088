import type { User } from '@/lib/shared/views'

/**
 * A person in a text that stands alone: a message, the title of a dialog or page, the name of a button. Names may repeat or look
 * like others; a handle belongs to one person.
 */
export function fullName({ name, handle }: Pick<User, 'name' | 'handle'>): string {
  return `${name} (@${handle})`
}
