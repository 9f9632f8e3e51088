import { noteView } from '@/lib/feed/note-view'
import { handle, readJson } from '@/lib/http'
import { viewSchema } from '@/lib/shared/schemas'
import { requireViewer } from '@/lib/viewer'

export const PUT = handle<{ connectionId: string }>(async (request, { connectionId }) => {
  const viewer = await requireViewer(request)
  await noteView(viewer, connectionId, await readJson(request, viewSchema))
  return new Response(null, { status: 204 })
})
