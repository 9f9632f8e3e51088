import { handle, readQuery } from '@/lib/http'
import { recentPageSchema } from '@/lib/page'
import { listLikes } from '@/lib/posts/list-likes'
import { openTo } from '@/lib/viewer'

export const GET = handle<{ id: string }>(async (request, { id }) => {
  const viewer = await openTo(request)
  return Response.json(await listLikes(viewer, id, readQuery(request, recentPageSchema)))
})
