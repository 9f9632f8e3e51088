import { bigint, nullable, type RowOf, text } from '@/lib/postgres/statement'
import { isVisible } from '@/lib/shared/text/is-visible'
import { tidyName } from '@/lib/shared/text/tidy-text'
import type { User } from '@/lib/shared/views'

/** The columns of a user that are shown. `userColumns` is their SELECT list. */
export const USER = {
  id: bigint(),
  handle: text(),
  name: text(),
  bio: text(),
  avatarUrl: nullable(text()),
}

export type UserRow = RowOf<typeof USER>

/** The public view of a user. It names each field, so that a row with more columns shows no more. */
export function presentUser({ id, handle, name, bio, avatarUrl }: UserRow): User {
  return { id: String(id), handle, name: presentName({ handle, name }), bio, avatarUrl }
}

/** A name as it can stand in a sentence. A name from before these rules may have nothing that can be seen. */
export function presentName({ handle, name }: Pick<User, 'handle' | 'name'>): string {
  const shown = tidyName(name)
  return isVisible(shown) ? shown : handle
}

/** The view of a user whom the viewer blocks: enough to recognise them and to end the block. */
export function presentStub({ id, handle, name }: UserRow): User {
  return { id: String(id), handle, name: presentName({ handle, name }), bio: '', avatarUrl: null }
}
