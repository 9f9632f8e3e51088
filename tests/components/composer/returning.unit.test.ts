import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newBrowser, openTab } from '../unsent/a-tab'

const ANA = '1'
const POST = { text: 'Bread is ready', audience: 'friends', activity: null } as const
const CAFE = { id: '5', name: 'Café Luna', kind: 'Café' }

// The first import takes long: the code is compiled.
beforeAll(() => import('@/components/composer/composition'), 30_000)
beforeEach(newBrowser)

/** A page on which no composer was opened yet, in a browser whose storage is ready. */
async function aPage() {
  await openTab()
  const composer = await import('@/components/composer/composition')
  const { readDrafts } = await import('@/components/unsent/stored-drafts')
  const stored = async () =>
    (await readDrafts<{ text: string; activity: unknown }>(`draft/${ANA}/`)).map(({ value }) => value)
  expect(await stored()).toEqual([])
  return { ...composer, stored }
}

test('A check-in that begins on the page of a place is on the disk and stays in the composer', async () => {
  const { composition, checkInHere, stored } = await aPage()
  checkInHere(ANA, CAFE)
  await vi.waitFor(async () => expect(await stored()).toMatchObject([{ activity: { place: CAFE } }]))
  // The page has read the disk before this reading.
  await stored()
  expect(composition.get().activity?.place).toEqual(CAFE)
})

test('A text that returns on a page without a composer is on the disk as that of its author, and stays', async () => {
  const { composition, asComposition, returnToComposition, stored } = await aPage()
  returnToComposition(ANA, asComposition(ANA, POST))
  await vi.waitFor(async () => expect(await stored()).toMatchObject([POST]))
  await stored()
  expect(composition.get()).toMatchObject({ ...POST, viewerId: ANA })
})

describe('What has returned is taken away again', () => {
  test('from the composer, unless its author has gone on with it', async () => {
    const { composition, asComposition, returnToComposition, writeText, stored } = await aPage()
    const takeAway = returnToComposition(ANA, asComposition(ANA, POST))
    await vi.waitFor(async () => expect(await stored()).toHaveLength(1))
    takeAway()
    expect(composition.get().text).toBe('')
    await vi.waitFor(async () => expect(await stored()).toEqual([]))
    const takeChanged = returnToComposition(ANA, asComposition(ANA, POST))
    writeText('Bread is ready, come')
    takeChanged()
    expect(composition.get().text).toBe('Bread is ready, come')
  })

  test('from what is kept beside another text, which stays', async () => {
    const { composition, openComposition, asComposition, returnToComposition, writeText, stored } = await aPage()
    writeText('Something else')
    openComposition(ANA)
    const takeAway = returnToComposition(ANA, asComposition(ANA, POST))
    await vi.waitFor(async () => expect(await stored()).toHaveLength(2))
    takeAway()
    await vi.waitFor(async () => expect(await stored()).toMatchObject([{ text: 'Something else' }]))
    expect(composition.get().text).toBe('Something else')
  })
})
