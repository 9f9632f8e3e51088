import { api } from '@/components/client/api'
import { forgetStoredPages } from '@/components/client/forget-stored-pages'
import { whileSigningOut } from '@/components/live/while-signing-out'

/** Ends this session and goes to the front page. A full page load, so that nothing of the person stays in memory. */
export async function signOut(): Promise<void> {
  const { csrfToken } = await api.get<{ csrfToken: string }>('/api/auth/csrf')
  try {
    await whileSigningOut(() => api.post('/api/auth/signout', { csrfToken, json: true }))
  } finally {
    // Also when no answer comes: the session may have ended.
    await forgetStoredPages()
  }
  window.location.assign('/')
}
