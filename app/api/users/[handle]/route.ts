import { presentProfile, requireUser } from '@/lib/graph/find-user'
import { handle } from '@/lib/http/handle'
import { openTo } from '@/lib/session/find-viewer'

type Params = { handle: string }

export const GET = handle<Params>(async (request, params) => {
  const viewer = await openTo(request)
  const user = await requireUser(viewer, params.handle)
  return Response.json(presentProfile(user))
})
