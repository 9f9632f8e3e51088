import { requirePerson } from '@/lib/graph/find-person'
import { handle, readQuery } from '@/lib/http'
import { listPostsOfAuthor } from '@/lib/posts/list-posts'
import { pageSchema } from '@/lib/shared/schemas'
import { openTo } from '@/lib/viewer'

export const GET = handle<{ handle: string }>(async (request, params) => {
  const viewer = await openTo(request)
  const author = await requirePerson(viewer, params.handle)
  return Response.json(await listPostsOfAuthor(viewer, author.id, readQuery(request, pageSchema)))
})
