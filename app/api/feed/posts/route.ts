import { stillInFeed } from '@/lib/feed/still-in-feed'
import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { shownPostsSchema } from '@/lib/shared/schemas'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  const { ids } = readQuery(request, shownPostsSchema)
  return Response.json(await stillInFeed(viewer, ids))
})
