import { handle, readJson } from '@/lib/http'
import { readNotificationState } from '@/lib/notifications/state'
import { profileSchema } from '@/lib/shared/schemas'
import { presentUser } from '@/lib/users/present-user'
import { updateProfile } from '@/lib/users/update-profile'
import { requireViewer } from '@/lib/viewer'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  const notifications = await readNotificationState(viewer.id)
  return Response.json({ user: presentUser(viewer), notifications })
})

export const PATCH = handle(async (request) => {
  const viewer = await requireViewer(request)
  const change = await readJson(request, profileSchema)
  const user = await updateProfile(viewer, change)
  return Response.json({ user, notifications: await readNotificationState(viewer.id) })
})
