import { handle } from '@/lib/http'
import { readiness } from '@/lib/readiness'

export const GET = handle(async () => {
  const state = await readiness()
  return Response.json(state, { status: state.postgresql === 'ok' && state.migrations === 'ok' ? 200 : 503 })
})
