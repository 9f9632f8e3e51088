import { newInFeed, tagOf } from '@/lib/feed/new-in-feed'
import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/viewer'
import { newFeedSchema } from '@/lib/shared/schemas'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  const answer = await newInFeed(viewer, readQuery(request, newFeedSchema).position)
  const headers = { etag: tagOf(answer), 'cache-control': 'private, no-cache' }
  const unchanged = request.headers.get('if-none-match') === headers.etag
  return unchanged ? new Response(null, { status: 304, headers }) : Response.json(answer, { headers })
})
