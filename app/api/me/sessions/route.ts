import { handle, readQuery } from '@/lib/http'
import { listSessions, sessionPageSchema } from '@/lib/users/list-sessions'
import { endOtherSessions } from '@/lib/users/sessions'
import { requireViewer } from '@/lib/viewer'

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
