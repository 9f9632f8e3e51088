import { readJson } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { markAllRead } from '@/lib/notifications/mark-up-to'
import { requireViewer } from '@/lib/session/find-viewer'
import { upToSchema } from '@/lib/shared/schemas'

export const PUT = handle(async (request) => {
  const viewer = await requireViewer(request)
  const { upTo } = await readJson(request, upToSchema)
  return Response.json(await markAllRead(viewer, upTo))
})
