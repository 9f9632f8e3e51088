import * as auth from '@/app/api/auth/[...nextauth]/route'
import { type Answer, call } from '../../support/call'

type Request = { method?: 'GET' | 'POST'; query?: string; body?: unknown; headers?: Record<string, string> }

/** A browser with a cookie jar, for the routes of next-auth. */
export function browser(headers: Record<string, string> = {}, jar = new Map<string, string>()) {
  async function ask(path: string, { method = 'GET', query = '', body, headers: more }: Request = {}): Promise<Answer> {
    const handler = method === 'GET' ? auth.GET : auth.POST
    const answer = await call(handler, {
      method,
      path: `/api/auth/${path}${query}`,
      params: { nextauth: path.split('/') },
      body,
      // Without Origin: these routes are protected by their own token.
      headers: { ...headers, ...more, cookie: cookie(), origin: '' },
    })
    for (const line of answer.headers.getSetCookie()) keep(line)
    return answer
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    if (value === '' || attributes.includes('Max-Age=0')) jar.delete(name)
    else jar.set(name, value)
  }

  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

  async function submit(path: string, fields: Record<string, unknown>): Promise<Answer> {
    const { csrfToken } = (await ask('csrf')).body
    return ask(path, { method: 'POST', body: { csrfToken, json: true, ...fields } })
  }

  return {
    jar,
    keep,
    /** The same browser, elsewhere. */
    from: (address: string) => browser({ ...headers, 'x-carillon-address': address }, jar),
    ask,
    submit,
    cookie,
    signIn: (email: string, password: string) => submit('callback/credentials', { email, password }),
    signOut: () => submit('signout', {}),
    session: async () => (await ask('session')).body,
  }
}

export const SESSION_COOKIE = 'next-auth.session-token'
