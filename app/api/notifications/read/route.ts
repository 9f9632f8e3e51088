import { handle, readJson } from '@/lib/http'
import { markAllRead } from '@/lib/notifications/mark'
import { upToSchema } from '@/lib/shared/schemas'
import { requireViewer } from '@/lib/viewer'

export const PUT = handle(async (request) => {
  const viewer = await requireViewer(request)
  const { upTo } = await readJson(request, upToSchema)
  return Response.json(await markAllRead(viewer, upTo))
})
