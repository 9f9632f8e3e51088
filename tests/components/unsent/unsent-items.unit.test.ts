import { expect, test } from 'vitest'
import { createUnsentItems, isSending, type UnsentState, type WithUnsent } from '@/components/unsent/unsent-items'

type Item = { id: string }
type Note = { key: string; state: UnsentState }
type Notes = WithUnsent<Note, Item> & { shown: readonly string[]; received: readonly string[] }

const EMPTY: Notes = { unsent: [], setAside: [], keys: new Map(), shown: [], received: [] }

const notes = createUnsentItems<Notes, Note, Item>({
  show: (state, { id }) => ({ ...state, shown: [...state.shown, id] }),
  receive: (state, items) => ({ ...state, received: [...state.received, ...items.map(({ id }) => id)] }),
})

test('what Ana has sent becomes the item that the server made of it, under its key', () => {
  const state = notes.settle(notes.replace(EMPTY, [{ key: 'k', state: 'waiting' }]), { key: 'k', item: { id: '1' } })
  expect(state).toMatchObject({ unsent: [], shown: ['1'] })
  expect(state.keys.get('1')).toBe('k')
})

test('what was set aside is received as soon as nothing is being sent, however the last one ended', () => {
  const two = notes.replace(EMPTY, [
    { key: 'a', state: 'pending' },
    { key: 'b', state: 'pending' },
  ])
  const one = notes.replace({ ...two, setAside: [{ id: '7' }] }, [{ key: 'b', state: 'pending' }])
  expect(isSending(one)).toBe(true)
  expect(one).toMatchObject({ setAside: [{ id: '7' }], received: [] })
  for (const none of [
    notes.settle(one, { key: 'b', item: { id: '8' } }),
    notes.replace(one, [{ key: 'b', state: 'failed' }]),
    notes.replace(one, [{ key: 'b', state: 'waiting' }]),
    notes.replace(one, []),
  ]) {
    expect(isSending(none)).toBe(false)
    expect(none).toMatchObject({ setAside: [], received: ['7'] })
  }
})
