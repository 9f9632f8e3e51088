import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newBrowser, openTab } from './a-tab'

beforeEach(newBrowser)
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** The disk as one more tab has it. */
async function aDisk() {
  await openTab()
  return await import('@/components/unsent/disk')
}

const texts = (entries: { key: string }[]) => entries.map((entry) => (entry as unknown as { text: string }).text)
const one = (text: string) => ({ key: 'draft/1/post/a', text })

/** From now on the disk is full: what is put aborts its transaction some time later. */
function fillDisk() {
  const put = IDBObjectStore.prototype.put
  vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(() => undefined)
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, entry) {
    const request = put.call(this, entry)
    request.addEventListener('success', () => this.transaction.abort())
    return request
  })
}

test('a full disk loses nothing: not what was in memory while it is written again, by a step or without one', async () => {
  const { read, write, change } = await aDisk()
  fillDisk()
  await write({ put: [one('Hello')] })
  expect(texts(await read('draft/'))).toEqual(['Hello'])
  const seen: string[][] = []
  await change<{ key: string }, null>('draft/', (all) => {
    seen.push(texts(all))
    return { put: all, answer: null }
  })
  expect(seen.at(-1)).toEqual(['Hello'])
  const writing = write({ put: [one('Hello Ben')] })
  expect(texts(await read('draft/'))).not.toEqual([])
  await writing
  expect(texts(await read('draft/'))).toEqual(['Hello Ben'])
})

test('on a full disk an entry that takes the place of another one leaves one, in this tab', async () => {
  const { read, write, change } = await aDisk()
  await write({ put: [one('old')] })
  fillDisk()
  await change('draft/', () => ({
    put: [{ ...one('new'), key: 'draft/1/post/b' }],
    remove: [one('').key],
    answer: null,
  }))
  expect(texts(await read('draft/'))).toEqual(['new'])
  vi.restoreAllMocks()
  await write({ put: [one('again')] })
  expect(texts(await read('draft/'))).toEqual(['again', 'new'])
})

test('a database that needs longer than two seconds is used when it is there, with what was written before', async () => {
  const { read, write } = await aDisk()
  await write({ put: [{ key: 'draft/1/post/0', text: 'of yesterday' } as { key: string }] })

  vi.useFakeTimers({ toFake: ['setTimeout'] })
  let wake = () => {}
  const awake = new Promise<void>((resolve) => {
    wake = resolve
  })
  const open = indexedDB.open.bind(indexedDB)
  vi.spyOn(indexedDB, 'open').mockImplementation((...how) => {
    const request = open(...how)
    const listen = request.addEventListener.bind(request)
    request.addEventListener = (type: string, listener: EventListener) =>
      listen(type, (event: Event) => void awake.then(() => listener(event)))
    return request
  })
  const late = await aDisk()
  const writing = late.write({ put: [one('typed')] })
  await vi.advanceTimersByTimeAsync(2_000)
  await writing
  vi.useRealTimers()
  expect(texts(await late.read('draft/'))).toEqual(['typed'])
  wake()
  await vi.waitFor(async () => expect(texts(await late.read('draft/'))).toEqual(['of yesterday', 'typed']))
  await vi.waitFor(async () => expect(texts(await read('draft/'))).toEqual(['of yesterday', 'typed']))
})

test('a disk that fails is not an empty one: reading throws, and the field stays as it is', async () => {
  const { openField } = await openTab()
  const { text } = openField('1')
  text.set('Hello')
  const { read } = await import('@/components/unsent/disk')
  await vi.waitFor(async () => expect(await read('draft/')).toHaveLength(1))
  const reads = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
    throw new DOMException('Connection to the database lost', 'UnknownError')
  })
  await expect(read('draft/')).rejects.toThrow('lost')
  new BroadcastChannel('carillon:unsent').postMessage({ changed: 'draft/1/post/other' })
  await vi.waitFor(() => expect(reads.mock.calls.length).toBeGreaterThan(1))
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(text.get()).toBe('Hello')
})
