import { beforeEach, expect, test, vi } from 'vitest'
import { browserWithSettings, newBrowser, openTab } from './a-tab'

const ANA = '1'
const HINT = 'carillon:unsent'
/** Everything that a page without a press does by itself at once. */
const aMoment = () => vi.waitFor(() => undefined)

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
  await new Promise((resolve) => setTimeout(resolve, 0))
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
  const { openDisk, write } = await disk()
  await openDisk()
  await write({ put: [{ key: `draft/${ANA}/post/a` }] })
  await aMoment()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(settings.get(HINT)).toBe('yes')
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
