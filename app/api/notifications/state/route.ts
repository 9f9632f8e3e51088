import { handle } from '@/lib/http'
import { presentState } from '@/lib/notifications/state'
import { requireViewer } from '@/lib/viewer'

export const GET = handle(async (request) => {
  return Response.json(presentState(await requireViewer(request)))
})
