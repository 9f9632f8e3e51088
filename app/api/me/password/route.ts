import { readJson } from '@/lib/http/body'
import { addressOf } from '@/lib/http/client-address'
import { handle } from '@/lib/http/handle'
import { requireViewer } from '@/lib/session/find-viewer'
import { newPasswordSchema } from '@/lib/shared/schemas'
import { changePassword } from '@/lib/users/change-password'

export const PUT = handle(async (request) => {
  const viewer = await requireViewer(request)
  const change = await readJson(request, newPasswordSchema)
  await changePassword(viewer, change, addressOf(request))
  return new Response(null, { status: 204 })
})
