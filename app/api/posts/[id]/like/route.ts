import { handle } from '@/lib/http/handle'
import { likePost, unlikePost } from '@/lib/posts/like-post'
import { requireViewer } from '@/lib/session/find-viewer'

type Params = { id: string }

export const PUT = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  return Response.json({ post: await likePost(viewer, id) })
})

export const DELETE = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  return Response.json({ post: await unlikePost(viewer, id) })
})
