import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { listNotifications, notificationPageSchema } from '@/lib/notifications/list-notifications'
import { requireViewer } from '@/lib/session/find-viewer'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  return Response.json(await listNotifications(viewer, readQuery(request, notificationPageSchema)))
})
