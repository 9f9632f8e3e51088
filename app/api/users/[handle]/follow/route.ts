import { follow, unfollow } from '@/lib/graph/follow'
import { readOptionalJson } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { followSchema } from '@/lib/shared/schemas'

type Params = { handle: string }

export const PUT = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  const wish = await readOptionalJson(request, followSchema)
  return Response.json(await follow(viewer, params.handle, wish))
})

export const DELETE = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  return Response.json({ relation: await unfollow(viewer, params.handle) })
})
