import { befriend, endFriendship } from '@/lib/graph/friendship'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'

type Params = { handle: string }

export const PUT = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  return Response.json({ relation: await befriend(viewer, params.handle) })
})

export const DELETE = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  return Response.json({ relation: await endFriendship(viewer, params.handle) })
})
