import { deleteComment } from '@/lib/comments/delete-comment'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'

export const DELETE = handle<{ id: string }>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  await deleteComment(viewer, id)
  return new Response(null, { status: 204 })
})
