import { beforeEach, expect, test, vi } from 'vitest'
import { browserWithSettings, newBrowser, openTab } from './a-tab'

const ANA = '1'
const HINT = 'carillon:unsent'
/** What a page does by itself at once is done. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 0))

beforeEach(newBrowser)

/** Whether a page that nobody uses has loaded what reads the disk. */
async function readsDisk(): Promise<boolean> {
  await openTab({ unused: true })
  const { openDiskParts } = await import('@/components/unsent/load-disk-parts')
  let loaded = false
  void openDiskParts().then(() => {
    loaded = true
  })
  await aMoment()
  return loaded
}

async function disk() {
  const { openDisk, read, write } = await import('@/components/unsent/disk')
  return { openDisk, read, write }
}

test('with a text on the disk the next page reads it without a press; after it was sent, the one after that does not', async () => {
  const settings = browserWithSettings()
  expect(await readsDisk()).toBe(false)
  const entry = { key: `unsent/${ANA}/1`, text: 'Waits' }
  await (await disk()).write({ put: [entry] })
  expect(settings.get(HINT)).toBe('yes')
  expect(await readsDisk()).toBe(true)
  await (await disk()).write({ remove: [entry.key] })
  // The note may be out of date for one page.
  expect(await readsDisk()).toBe(true)
  await (await disk()).read('')
  await vi.waitFor(() => expect(settings.get(HINT)).toBe('no'))
  expect(await readsDisk()).toBe(false)
})

test('what is stored while the disk is counted stays noted', async () => {
  const settings = browserWithSettings()
  await openTab({ unused: true })
  const { openDisk, read, write } = await disk()
  await openDisk()
  await write({ put: [{ key: `draft/${ANA}/post/a` }] })
  // The counting was asked for before this reading.
  await read('')
  expect(settings.get(HINT)).toBe('yes')
})

test('the lease of a browser without locks is no text', async () => {
  const settings = browserWithSettings()
  await openTab({ unused: true })
  await (await disk()).write({ put: [{ key: 'lease/outbox' }] })
  expect(settings.get(HINT)).toBeUndefined()
})

test('where settings are forbidden a page reads the disk when it is used', async () => {
  const { press, used } = await openTab({ unused: true })
  const { openDiskParts } = await import('@/components/unsent/load-disk-parts')
  const { write } = await disk()
  await write({ put: [{ key: `draft/${ANA}/post/a` }] })
  let loaded = false
  const loading = openDiskParts().then(() => {
    loaded = true
  })
  await aMoment()
  expect(loaded).toBe(false)
  press()
  await used
  await loading
  expect(loaded).toBe(true)
})
