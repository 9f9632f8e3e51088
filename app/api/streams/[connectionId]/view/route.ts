import { noteView } from '@/lib/feed/report-view'
import { readJson } from '@/lib/http/body'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/viewer'
import { viewSchema } from '@/lib/shared/schemas'

export const PUT = handle<{ connectionId: string }>(async (request, { connectionId }) => {
  const viewer = await requireViewer(request)
  await noteView(viewer, connectionId, await readJson(request, viewSchema))
  return new Response(null, { status: 204 })
})
