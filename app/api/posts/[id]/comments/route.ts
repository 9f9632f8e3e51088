import { createComment } from '@/lib/comments/create-comment'
import { listComments } from '@/lib/comments/list-comments'
import { readJson, readQuery } from '@/lib/http/body'
import { addressOf } from '@/lib/http/client-address'
import { handle } from '@/lib/http/handle'
import { countUse } from '@/lib/http/rate-limits'
import { readIdempotencyKey } from '@/lib/mutation/idempotency'
import { requirePostId } from '@/lib/posts/find-post'
import { openTo, requireViewer } from '@/lib/session/find-viewer'
import { newCommentSchema, pageSchema } from '@/lib/shared/schemas'

type Params = { id: string }

export const GET = handle<Params>(async (request, { id }) => {
  const viewer = await openTo(request)
  return Response.json(await listComments(viewer, id, readQuery(request, pageSchema)))
})

export const POST = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  await countUse('comment-on-post', `${viewer.id}:${requirePostId(id)}`, addressOf(request))
  const { text } = await readJson(request, newCommentSchema)
  const key = readIdempotencyKey(request, viewer, { text })
  return Response.json(await createComment(viewer, { postId: id, text, key }), { status: 201 })
})
