import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { listSessions, sessionPageSchema } from '@/lib/users/list-sessions'
import { endOtherSessions } from '@/lib/users/sessions'

export const GET = handle(async (request) => {
  const viewer = await requireViewer(request)
  const page = readQuery(request, sessionPageSchema)
  return Response.json(await listSessions(viewer, page))
})

export const DELETE = handle(async (request) => {
  const viewer = await requireViewer(request)
  await endOtherSessions(viewer)
  return new Response(null, { status: 204 })
})
