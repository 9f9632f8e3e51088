import { handle } from '@/lib/http'
import { endOwnSession } from '@/lib/users/sessions'
import { requireViewer } from '@/lib/viewer'

type Params = { id: string }

export const DELETE = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  await endOwnSession(viewer, params.id)
  return new Response(null, { status: 204 })
})
