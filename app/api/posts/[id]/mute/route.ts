import { handle } from '@/lib/http/handle'
import { muteThread, unmuteThread } from '@/lib/posts/mute-thread'
import { requireViewer } from '@/lib/session/find-viewer'

type Params = { id: string }

export const PUT = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  return Response.json({ post: await muteThread(viewer, id) })
})

export const DELETE = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  return Response.json({ post: await unmuteThread(viewer, id) })
})
