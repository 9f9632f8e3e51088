import { readFeedPage } from '@/lib/feed/feed-page'
import { handle, readQuery } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/viewer'
import { pageSchema } from '@/lib/shared/schemas'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  return Response.json(await readFeedPage(viewer, readQuery(request, pageSchema)))
})
