import type { User } from '@/lib/shared/views'

/** What must be read of a person to show them. */
export type UserRow = { id: bigint; handle: string; name: string; bio: string; avatarUrl: string | null }

/** Exactly what the world may know of a person, whatever else the row holds. */
export function presentUser({ id, handle, name, bio, avatarUrl }: UserRow): User {
  return { id: String(id), handle, name, bio, avatarUrl }
}

/** What one sees of somebody one blocks: enough to recognise them and to end the block. */
export function presentStub({ id, handle, name }: UserRow): User {
  return { id: String(id), handle, name, bio: '', avatarUrl: null }
}
