import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { recentPageSchema } from '@/lib/http/page'
import { listLikes } from '@/lib/posts/list-likes'
import { openTo } from '@/lib/session/find-viewer'

export const GET = handle<{ id: string }>(async (request, { id }) => {
  const viewer = await openTo(request)
  return Response.json(await listLikes(viewer, id, readQuery(request, recentPageSchema)))
})
