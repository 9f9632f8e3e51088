import { mute, unmute } from '@/lib/graph/mute'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'

type Params = { handle: string }

export const PUT = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  return Response.json({ relation: await mute(viewer, params.handle) })
})

export const DELETE = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  return Response.json({ relation: await unmute(viewer, params.handle) })
})
