import { handle } from '@/lib/http/handle'
import { markOne } from '@/lib/notifications/mark-one'
import { requireViewer } from '@/lib/session/find-viewer'

type Params = { id: string }

export const PUT = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  return Response.json(await markOne(viewer, id, 'archived'))
})

export const DELETE = handle<Params>(async (request, { id }) => {
  const viewer = await requireViewer(request)
  return Response.json(await markOne(viewer, id, 'restored'))
})
