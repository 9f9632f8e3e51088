import { readFeedPage } from '@/lib/feed/feed-page'
import { handle, readQuery } from '@/lib/http'
import { pageSchema } from '@/lib/shared/schemas'
import { requireViewer } from '@/lib/viewer'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  return Response.json(await readFeedPage(viewer, readQuery(request, pageSchema)))
})
