import { handle } from '@/lib/http/handle'

export const GET = handle(async () => Response.json({ status: 'ok' }))
