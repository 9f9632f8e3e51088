import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api, watchAnswers } from '@/components/client/api'
import { people } from '@/components/client/people'
import { showReturnedPeople } from '@/components/client/show-returned-people'

const ana = { id: '7', handle: 'ana', name: 'Ana', bio: '', avatarUrl: null }
const ANSWER = { items: [{ id: '12', text: 'A word of Ana', author: ana }], nextCursor: null }
const hide = (version: string) => people.change((known) => new Map(known).set('7', { version }))
const isHidden = () => people.get().has('7')

beforeEach(() => {
  vi.stubGlobal('fetch', async () => Response.json(ANSWER))
  watchAnswers(showReturnedPeople)
})

afterEach(() => {
  vi.unstubAllGlobals()
  watchAnswers(null)
  people.set(new Map())
})

test('Ana, whose return was missed, is shown again as soon as an answer contains her', async () => {
  hide('1')
  await api.get('/api/feed')
  expect(isHidden()).toBe(false)
})

test('she stays hidden with answers without her, such as one with another thing of her number', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ items: [{ id: '7', text: 'a post' }] }))
  hide('1')
  await api.get('/api/feed')
  expect(isHidden()).toBe(true)
})

test('she stays hidden with an answer that was requested before she was hidden, or hidden again', async () => {
  const early = api.get('/api/feed')
  hide('1')
  await early
  expect(isHidden()).toBe(true)
  const between = api.get('/api/feed')
  hide('2')
  await between
  expect(isHidden()).toBe(true)
})
