import { listPeople } from '@/lib/graph/list-people'
import { readQuery } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { pageSchema } from '@/lib/shared/schemas'

type Params = { handle: string }

export const GET = handle<Params>(async (request, params) => {
  const viewer = await requireViewer(request)
  const page = readQuery(request, pageSchema)
  return Response.json(await listPeople(viewer, { handle: params.handle, list: 'friends', page }))
})
