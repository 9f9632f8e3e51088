import { acceptFriendship, befriend, endFriendship } from '@/lib/graph/friendship'
import { readOptionalJson } from '@/lib/http/body'
import { addressOf } from '@/lib/http/client-address'
import { handle } from '@/lib/http/handle'
import { countUse } from '@/lib/http/rate-limits'
import { requireViewer } from '@/lib/session/find-viewer'
import { friendshipSchema } from '@/lib/shared/schemas'

type Params = { handle: string }

export const PUT = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  const { accept } = await readOptionalJson(request, friendshipSchema)
  if (!accept) await countUse('friend-request', `${viewer.id}:${params.handle.toLowerCase()}`, addressOf(request))
  const change = accept ? acceptFriendship : befriend
  return Response.json({ relation: await change(viewer, params.handle) })
})

export const DELETE = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  return Response.json({ relation: await endFriendship(viewer, params.handle) })
})
