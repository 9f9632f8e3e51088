import { handle } from '@/lib/http/handle'
import { readiness } from '@/lib/http/readiness'

export const GET = handle(async () => {
  const state = await readiness()
  return Response.json(state, { status: state.postgresql === 'ok' && state.migrations === 'ok' ? 200 : 503 })
})
