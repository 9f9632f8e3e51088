import { handle, readJson } from '@/lib/http'
import { readIdempotencyKey } from '@/lib/idempotency'
import { createPost } from '@/lib/posts/create-post'
import { newPostSchema } from '@/lib/shared/schemas'
import { requireViewer } from '@/lib/viewer'

export const POST = handle(async (request) => {
  const viewer = await requireViewer(request)
  const draft = await readJson(request, newPostSchema)
  const answer = await createPost(viewer, draft, readIdempotencyKey(request, viewer, draft))
  return Response.json(answer, { status: 201 })
})
