import { ApiProblem, api } from '@/components/client/api'

/** Begins a session with a password. Throws an ApiProblem, which does not say whether address or password was wrong. */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  const { csrfToken } = await api.get<{ csrfToken: string }>('/api/auth/csrf')
  const proof = { csrfToken, email, password, json: true }
  await api.post('/api/auth/callback/credentials', proof).catch((error: unknown) => {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error
    throw new ApiProblem({
      status: 401,
      code: 'wrong_credentials',
      message: 'This e-mail address and password do not belong together.',
    })
  })
}

/** Goes to an OAuth provider. By script, because the Content Security Policy allows forms to lead to this site only. */
export async function signInWith(provider: string, next: string): Promise<void> {
  const { csrfToken } = await api.get<{ csrfToken: string }>('/api/auth/csrf')
  const { url } = await api.post<{ url: string }>(`/api/auth/signin/${provider}`, {
    csrfToken,
    callbackUrl: next,
    json: true,
  })
  window.location.assign(url)
}
