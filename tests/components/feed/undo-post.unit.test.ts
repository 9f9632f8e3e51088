import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { UnsentPost } from '@/components/unsent/unsent'
import { newBrowser, openTab } from '../unsent/a-tab'

const ANA = '1'
const sent: UnsentPost = {
  key: 'one',
  viewerId: ANA,
  text: 'Bread is ready',
  audience: 'friends',
  activity: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  state: 'pending',
  sentAt: null,
}

// The first import takes long: the code is compiled.
beforeAll(() => import('@/components/feed/undo-post'), 30_000)
beforeEach(newBrowser)

/** Ana undoes a post, and the server answers like this. */
async function undo(answer: () => Promise<Response>) {
  const { onDisk } = await openTab()
  const asked = vi.fn(answer)
  vi.stubGlobal('fetch', asked)
  const { undoPost } = await import('@/components/feed/undo-post')
  const { composition } = await import('@/components/composer/composition')
  const undone = undoPost(sent, { id: '7' })
  return { undone, asked, onDisk: () => onDisk(ANA), text: () => composition.get().text }
}

test('The text of a post is on the disk before its deletion is answered, and stays when the answer is lost', async () => {
  let loseAnswer = () => {}
  const lost = new Promise<Response>((_, reject) => {
    loseAnswer = () => reject(new TypeError('Failed to fetch'))
  })
  const { undone, asked, onDisk, text } = await undo(() => lost)
  expect(asked).toHaveBeenCalledOnce()
  await vi.waitFor(async () => expect(await onDisk()).toMatchObject([{ text: 'Bread is ready', audience: 'friends' }]))
  loseAnswer()
  await undone
  expect(await onDisk()).toHaveLength(1)
  expect(text()).toBe('Bread is ready')
})

test('It stays when the post is deleted', async () => {
  const { undone, onDisk, text } = await undo(async () => new Response(null, { status: 204 }))
  await undone
  expect(text()).toBe('Bread is ready')
  await vi.waitFor(async () => expect(await onDisk()).toHaveLength(1))
})

test('It is not there twice when the server refuses to delete the post', async () => {
  const { undone, onDisk, text } = await undo(async () => Response.json({}, { status: 403 }))
  await undone
  expect(text()).toBe('')
  await vi.waitFor(async () => expect(await onDisk()).toEqual([]))
})
