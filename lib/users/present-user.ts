import type { User } from '@/lib/shared/views'

/** The columns of a user that are shown. */
export type UserRow = { id: bigint; handle: string; name: string; bio: string; avatarUrl: string | null }

/** The public view of a user. It names each field, so that a row with more columns shows no more. */
export function presentUser({ id, handle, name, bio, avatarUrl }: UserRow): User {
  return { id: String(id), handle, name, bio, avatarUrl }
}

/** The view of a user whom the viewer blocks: enough to recognise them and to end the block. */
export function presentStub({ id, handle, name }: UserRow): User {
  return { id: String(id), handle, name, bio: '', avatarUrl: null }
}
