import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { listRevisions } from '@/lib/posts/list-revisions'
import { openTo } from '@/lib/session/find-viewer'
import { pageSchema } from '@/lib/shared/schemas'

export const GET = handle<{ id: string }>(async (request, { id }) => {
  const viewer = await openTo(request)
  return Response.json(await listRevisions(viewer, id, readQuery(request, pageSchema)))
})
