import { handle } from '@/lib/http'
import { serveAuth } from '@/lib/users/serve-auth'

type Params = { nextauth: string[] }

const serve = handle<Params>((request, { nextauth }) => serveAuth(request, nextauth), { protection: 'own-token' })

export { serve as GET, serve as POST }
