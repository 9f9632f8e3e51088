import { handle } from '@/lib/http/handle'
import { readIdempotencyKey } from '@/lib/mutation/idempotency'
import { restorePost } from '@/lib/posts/restore-post'
import { requireViewer } from '@/lib/session/find-viewer'

export const POST = handle<{ id: string }>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  return Response.json(await restorePost(viewer, id, readIdempotencyKey(request, viewer, null)))
})
