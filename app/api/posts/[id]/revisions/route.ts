import { handle, readQuery } from '@/lib/http'
import { listRevisions } from '@/lib/posts/list-posts'
import { pageSchema } from '@/lib/shared/schemas'
import { openTo } from '@/lib/viewer'

export const GET = handle<{ id: string }>(async (request, { id }) => {
  const viewer = await openTo(request)
  return Response.json(await listRevisions(viewer, id, readQuery(request, pageSchema)))
})
