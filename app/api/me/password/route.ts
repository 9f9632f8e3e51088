import { addressOf } from '@/lib/client-address'
import { handle, readJson } from '@/lib/http'
import { newPasswordSchema } from '@/lib/shared/schemas'
import { changePassword } from '@/lib/users/change-password'
import { requireViewer } from '@/lib/viewer'

export const PUT = handle(async (request) => {
  const viewer = await requireViewer(request)
  const change = await readJson(request, newPasswordSchema)
  await changePassword(viewer, change, addressOf(request))
  return new Response(null, { status: 204 })
})
