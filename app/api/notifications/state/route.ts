import { handle } from '@/lib/http/handle'
import { presentState } from '@/lib/notifications/notification-state'
import { requireViewer } from '@/lib/session/find-viewer'

export const GET = handle(async (request) => {
  return Response.json(presentState(await requireViewer(request)))
})
