import { api } from '@/components/client/api'
import { forgetStoredPages } from '@/components/client/forget-stored-pages'
import { whileSigningOut } from '@/components/live/signing-out'

/** Ends this session and goes to the front page. A full page load, so that nothing of the person stays in memory. */
export async function signOut(): Promise<void> {
  const { csrfToken } = await api.get<{ csrfToken: string }>('/api/auth/csrf')
  await whileSigningOut(() => api.post('/api/auth/signout', { csrfToken, json: true }))
  await forgetStoredPages()
  window.location.assign('/')
}
