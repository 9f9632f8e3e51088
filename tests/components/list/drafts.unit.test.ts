import { expect, test } from 'vitest'
import { createDrafts, type Draft, isSending, type WithDrafts } from '@/components/list/drafts'

type Item = { id: string }
type Notes = WithDrafts<Draft, Item> & { shown: readonly string[]; received: readonly string[] }

const EMPTY: Notes = { drafts: [], setAside: [], keys: new Map(), shown: [], received: [] }

const notes = createDrafts<Notes, Draft, Item>({
  insert: (drafts, draft) => [...drafts.filter(({ key }) => key !== draft.key), draft],
  show: (state, { id }) => ({ ...state, shown: [...state.shown, id] }),
  receive: (state, items) => ({ ...state, received: [...state.received, ...items.map(({ id }) => id)] }),
})

const aDraft = (key: string): Draft => ({ key, state: 'pending' })

test('A draft becomes the item that the server made of it, under its key', () => {
  const state = notes.settle(notes.add(EMPTY, aDraft('k')), { key: 'k', item: { id: '1' } })
  expect(state).toMatchObject({ drafts: [], shown: ['1'] })
  expect(state.keys.get('1')).toBe('k')
})

test('What was set aside is received as soon as no draft is pending, however the last one ended', () => {
  const sending = { ...notes.add(notes.add(EMPTY, aDraft('a')), aDraft('b')), setAside: [{ id: '7' }] }
  const one = notes.drop(sending, 'a')
  expect(isSending(one)).toBe(true)
  expect(one).toMatchObject({ setAside: [{ id: '7' }], received: [] })
  for (const none of [
    notes.settle(one, { key: 'b', item: { id: '8' } }),
    notes.fail(one, { key: 'b', problem: 'No answer.' }),
    notes.drop(one, 'b'),
  ]) {
    expect(isSending(none)).toBe(false)
    expect(none).toMatchObject({ setAside: [], received: ['7'] })
  }
})

test('A failed draft says why, and its retry replaces it', () => {
  const failed = notes.fail(notes.add(EMPTY, aDraft('k')), { key: 'k', problem: 'No answer.' })
  expect(failed.drafts).toEqual([{ key: 'k', state: 'failed', problem: 'No answer.' }])
  expect(notes.add(failed, aDraft('k')).drafts).toEqual([aDraft('k')])
})
