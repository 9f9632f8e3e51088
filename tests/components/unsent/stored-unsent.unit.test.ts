import { beforeEach, expect, test } from 'vitest'
import type { Unsent } from '@/components/unsent/unsent'
import { newBrowser, openTab } from './a-tab'

beforeEach(newBrowser)

const HELLO: Unsent = {
  key: 'k',
  viewerId: '1',
  text: 'Hello',
  audience: 'public',
  activity: null,
  createdAt: '2026-11-28T10:00:00.000Z',
  state: 'pending',
  sentAt: null,
}

async function storage() {
  const { onDisk } = await openTab()
  const { storeDraft } = await import('@/components/unsent/stored-drafts')
  const { storeUnsent, readUnsent } = await import('@/components/unsent/stored-unsent')
  const { readKeptTexts } = await import('@/components/unsent/read-kept-texts')
  return { onDisk, storeDraft, storeUnsent, readUnsent, readKeptTexts }
}

test('what Ana sends takes the place of its drafts, except of one that was changed in another tab since', async () => {
  const { onDisk, storeDraft, storeUnsent, readUnsent } = await storage()
  const drafts = ['a', 'b'].map((id) => ({ key: `draft/1/post/${id}`, version: 1, at: 1, value: `Hello ${id}` }))
  for (const draft of drafts) await storeDraft(draft, null)
  await storeDraft({ key: 'draft/1/post/b', version: 2, at: 2, value: 'Hello again' }, null)
  await storeUnsent(HELLO, drafts)
  expect(await onDisk('1')).toEqual(['Hello again'])
  expect(await readUnsent('1')).toEqual([HELLO])
  expect(await readUnsent('2')).toEqual([])
})

test('all texts of Ana that the server does not have can be read, and none of Ben or of somebody whose id begins alike', async () => {
  const { storeDraft, storeUnsent, readKeptTexts } = await storage()
  await storeDraft(
    { key: 'draft/1/post/a', version: 1, at: 1, value: { text: 'Half a post', audience: 'only_me' } },
    null,
  )
  await storeDraft({ key: 'draft/1/comment/7/b', version: 1, at: 2, value: 'Half a comment' }, null)
  await storeDraft({ key: 'draft/1/edit/7/c', version: 1, at: 3, value: 'Half an edit' }, null)
  await storeDraft({ key: 'draft/1/post/d', version: 1, at: 4, value: { text: '', audience: 'only_me' } }, null)
  await storeDraft({ key: 'draft/12/post/e', version: 1, at: 5, value: { text: 'By Ben' } }, null)
  await storeUnsent(HELLO, [])
  expect((await readKeptTexts('1')).map(({ name, text }) => `${name}: ${text}`)).toEqual([
    'Your edit: Half an edit',
    'Your comment: Half a comment',
    'Your post: Half a post',
    'Your post: Hello',
  ])
})
