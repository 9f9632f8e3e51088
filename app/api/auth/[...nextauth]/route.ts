import { handle } from '@/lib/http/handle'
import { serveAuth } from '@/lib/next-auth/serve-auth'

type Params = { nextauth: string[] }

const serve = handle<Params>((request, { nextauth }) => serveAuth(request, nextauth), { protection: 'own-token' })

export { serve as GET, serve as POST }
