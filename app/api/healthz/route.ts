import { handle } from '@/lib/http'

export const GET = handle(async () => Response.json({ status: 'ok' }))
