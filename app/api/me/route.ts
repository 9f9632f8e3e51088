import { readJson } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { presentState } from '@/lib/notifications/notification-state'
import { requireViewer } from '@/lib/session/find-viewer'
import { profileSchema } from '@/lib/shared/schemas'
import { presentUser } from '@/lib/users/present-user'
import { updateProfile } from '@/lib/users/update-profile'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  return Response.json({ user: presentUser(viewer), notifications: presentState(viewer) })
})

export const PATCH = handle(async (request) => {
  const viewer = await requireViewer(request)
  const change = await readJson(request, profileSchema)
  const user = await updateProfile(viewer, change)
  return Response.json({ user, notifications: presentState(viewer) })
})
