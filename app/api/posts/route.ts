import { readJson } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { readIdempotencyKey } from '@/lib/mutation/idempotency'
import { createPost } from '@/lib/posts/create-post'
import { requireViewer } from '@/lib/session/find-viewer'
import { newPostSchema } from '@/lib/shared/schemas'

export const POST = handle(async (request) => {
  const viewer = await requireViewer(request)
  const draft = await readJson(request, newPostSchema)
  const answer = await createPost(viewer, draft, readIdempotencyKey(request, viewer, draft))
  return Response.json(answer, { status: 201 })
})
