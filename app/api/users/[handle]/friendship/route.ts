import { acceptFriendship, befriend, endFriendship } from '@/lib/graph/friendship'
import { readOptionalJson } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { friendshipSchema } from '@/lib/shared/schemas'

type Params = { handle: string }

export const PUT = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  const { accept } = await readOptionalJson(request, friendshipSchema)
  const change = accept ? acceptFriendship : befriend
  return Response.json({ relation: await change(viewer, params.handle) })
})

export const DELETE = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  return Response.json({ relation: await endFriendship(viewer, params.handle) })
})
