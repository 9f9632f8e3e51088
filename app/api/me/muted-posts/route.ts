import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { recentPageSchema } from '@/lib/http/page'
import { listMutedPosts } from '@/lib/posts/list-muted-posts'
import { requireViewer } from '@/lib/session/find-viewer'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  const page = readQuery(request, recentPageSchema)
  return Response.json(await listMutedPosts(viewer, page))
})
