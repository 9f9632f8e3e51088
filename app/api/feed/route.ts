import { readFeedPage } from '@/lib/feed/feed-page'
import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { pageSchema } from '@/lib/shared/schemas'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  return Response.json(await readFeedPage(viewer, readQuery(request, pageSchema)))
})
