import { createComment } from '@/lib/comments/create-comment'
import { listComments } from '@/lib/comments/list-comments'
import { readJson, readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { readIdempotencyKey } from '@/lib/mutation/idempotency'
import { openTo, requireViewer } from '@/lib/session/find-viewer'
import { newCommentSchema, pageSchema } from '@/lib/shared/schemas'

type Params = { id: string }

export const GET = handle<Params>(async (request, { id }) => {
  const viewer = await openTo(request)
  return Response.json(await listComments(viewer, id, readQuery(request, pageSchema)))
})

export const POST = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  const { text } = await readJson(request, newCommentSchema)
  const key = readIdempotencyKey(request, viewer, { text })
  return Response.json(await createComment(viewer, { postId: id, text, key }), { status: 201 })
})
