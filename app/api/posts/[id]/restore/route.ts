import { handle } from '@/lib/http'
import { readIdempotencyKey } from '@/lib/idempotency'
import { restorePost } from '@/lib/posts/delete-post'
import { requireViewer } from '@/lib/viewer'

export const POST = handle<{ id: string }>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  return Response.json(await restorePost(viewer, id, readIdempotencyKey(request, viewer, null)))
})
