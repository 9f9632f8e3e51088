import { block, unblock } from '@/lib/graph/block'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'

type Params = { handle: string }

export const PUT = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  return Response.json({ relation: await block(viewer, params.handle) })
})

export const DELETE = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  return Response.json({ relation: await unblock(viewer, params.handle) })
})
