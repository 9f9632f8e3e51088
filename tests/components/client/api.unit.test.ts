import { afterEach, expect, test, vi } from 'vitest'
import { api } from '@/components/client/api'

afterEach(() => vi.unstubAllGlobals())

test('a change is sent also while the page is left, unless it is so long that browsers would refuse to send it', async () => {
  const sent: (boolean | undefined)[] = []
  vi.stubGlobal('fetch', async (_: string, { keepalive }: RequestInit) => {
    sent.push(keepalive)
    return Response.json({})
  })
  await api.put('/api/posts/1/like')
  await api.post('/api/posts', { text: 'Hello' })
  await api.post('/api/posts', { text: '👩‍👩‍👧‍👦'.repeat(2000) })
  await api.patch('/api/posts/1', { text: '漢'.repeat(5000) })
  await api.get('/api/me')
  expect(sent).toEqual([true, true, false, false, false])
})
