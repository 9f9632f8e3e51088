import { bigint, nullable, type RowOf, text } from '@/lib/postgres/statement'
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
  return { id: String(id), handle, name, bio, avatarUrl }
}

/** The view of a user whom the viewer blocks: enough to recognise them and to end the block. */
export function presentStub({ id, handle, name }: UserRow): User {
  return { id: String(id), handle, name, bio: '', avatarUrl: null }
}
