import { expect, test } from 'vitest'
import { createStore } from '@/components/client/store'

test('A store calls its listeners for new values only, until they leave', () => {
  const store = createStore(1)
  let calls = 0
  const leave = store.subscribe(() => calls++)
  store.set(1)
  store.change((value) => value)
  expect(calls).toBe(0)
  store.change((value) => value + 1)
  expect(store.get()).toBe(2)
  expect(calls).toBe(1)
  leave()
  store.set(3)
  expect(calls).toBe(1)
})
