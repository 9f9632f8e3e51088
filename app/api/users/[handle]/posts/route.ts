import { requireUser } from '@/lib/graph/find-user'
import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { listPostsOfAuthor } from '@/lib/posts/list-posts'
import { openTo } from '@/lib/session/find-viewer'
import { pageSchema } from '@/lib/shared/schemas'

export const GET = handle<{ handle: string }>(async (request, params) => {
  const viewer = await openTo(request)
  const author = await requireUser(viewer, params.handle)
  return Response.json(await listPostsOfAuthor(viewer, author.id, readQuery(request, pageSchema)))
})
