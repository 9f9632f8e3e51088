import { listOwn } from '@/lib/graph/list-own'
import { handle, readQuery } from '@/lib/http'
import { recentPageSchema } from '@/lib/page'
import { requireViewer } from '@/lib/viewer'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  const page = readQuery(request, recentPageSchema)
  return Response.json(await listOwn(viewer, 'mutes', page))
})
