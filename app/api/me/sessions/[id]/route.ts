import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { endOwnSession } from '@/lib/users/sessions'

type Params = { id: string }

export const DELETE = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  await endOwnSession(viewer, params.id)
  return new Response(null, { status: 204 })
})
