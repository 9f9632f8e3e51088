import { afterEach, expect, test, vi } from 'vitest'
import { live, receive } from '@/components/live/live'
import { INITIAL } from '@/components/live/live-state'
import { loadPost } from '@/components/posts/load-post'
import { plainPost } from '../../support/plain-post'

const post = { ...plainPost('5'), viewer: { liked: false, muted: false } }
const known = () => live.get().postChanges.get('5')
const vanish = () => receive({ event: 'post', change: { postId: '5', deleted: true } })

afterEach(() => {
  vi.unstubAllGlobals()
  live.set(INITIAL)
})

test('Ben sees Ana’s post again as soon as the server shows it', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ post }))
  vanish()
  await loadPost('5')
  expect(known()).toEqual(post)
})

test('an answer that was asked for before the post vanished does not bring it back: the server is asked again', async () => {
  const answers = [Response.json({ post }), Response.json({ error: { code: 'not_found' } }, { status: 404 })]
  vi.stubGlobal('fetch', async () => {
    if (answers.length === 2) vanish()
    return answers.shift()
  })
  const onHidden = vi.fn()
  await loadPost('5', onHidden)
  expect(known()).toMatchObject({ gone: true })
  expect(onHidden).toHaveBeenCalledOnce()
})
