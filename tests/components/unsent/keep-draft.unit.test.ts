import { beforeEach, describe, expect, test, vi } from 'vitest'
import { browserWithoutDisk, newBrowser, openTab } from './a-tab'

const [ANA, BEN] = ['1', '2']

beforeEach(newBrowser)

/** Ana opens the page in one more tab. */
async function anasField(viewerId = ANA) {
  const tab = await openTab()
  return { ...tab.openField(viewerId), onDisk: () => tab.onDisk(viewerId) }
}

type Field = Awaited<ReturnType<typeof anasField>>
const shows = (field: Field, text: string) => vi.waitFor(() => expect(field.text.get()).toBe(text))
const stored = (field: Field, ...texts: string[]) =>
  vi.waitFor(async () => expect((await field.onDisk()).toSorted()).toEqual(texts.toSorted()))

describe('What Ana writes', () => {
  test('is there in the next tab, after every key, and nobody else finds it', async () => {
    const first = await anasField()
    first.text.set('Hel')
    first.text.set('Hello')
    await stored(first, 'Hello')
    await shows(await anasField(), 'Hello')
    const ben = await anasField(BEN)
    expect(await ben.onDisk()).toEqual([])
    expect([ben.text.get(), ben.kept()]).toEqual(['', []])
  })

  test('before the storage is loaded is stored as soon as it is', async () => {
    const { openField, onDisk } = await openTab()
    const { text } = openField(ANA)
    text.set('early')
    await vi.waitFor(async () => expect(await onDisk(ANA)).toEqual(['early']))
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(text.get()).toBe('early')
  })

  test('before the page knew an earlier draft does not replace it: both are there', async () => {
    const first = await anasField()
    first.text.set('earlier')
    await stored(first, 'earlier')
    const second = await anasField()
    second.text.set('typed at once')
    await vi.waitFor(() => expect(second.kept()).toEqual(['earlier']))
    expect(second.text.get()).toBe('typed at once')
    await stored(second, 'earlier', 'typed at once')
  })

  test('and erases is gone, from the disk and from a tab that shows it', async () => {
    const first = await anasField()
    first.text.set('Hello')
    await stored(first, 'Hello')
    const second = await anasField()
    await shows(second, 'Hello')
    first.text.set('')
    await shows(second, '')
    await stored(first)
  })

  test('is kept in memory where the browser forbids storage', async () => {
    browserWithoutDisk()
    const first = await anasField()
    first.text.set('Hello')
    await stored(first, 'Hello')
  })
})

describe('In two tabs', () => {
  test('a field in which nothing was typed follows the other one, and takes the text over when Ana goes on there', async () => {
    const [first, second] = [await anasField(), await anasField()]
    first.text.set('Hello')
    await shows(second, 'Hello')
    second.text.set('Hello Ben')
    await shows(first, 'Hello Ben')
    await stored(first, 'Hello Ben')
    first.text.set('Hello Ben!')
    await shows(second, 'Hello Ben!')
    await stored(first, 'Hello Ben!')
    expect([...first.kept(), ...second.kept()]).toEqual([])
  })

  test('neither overwrites what is typed in the other, and after both are closed both texts are there', async () => {
    const [first, second] = [await anasField(), await anasField()]
    // In the same moment: neither knows of the other.
    first.text.set('from the first')
    second.text.set('from the second')
    await stored(first, 'from the first', 'from the second')
    expect([first.text.get(), second.text.get()]).toEqual(['from the first', 'from the second'])
    const third = await anasField()
    await vi.waitFor(() => expect(third.kept()).toHaveLength(1))
    expect([third.text.get(), ...third.kept()].toSorted()).toEqual(['from the first', 'from the second'])
  })

  test('what is sent from one disappears from the other; what was typed there since stays', async () => {
    const first = await anasField()
    first.text.set('Hello')
    await stored(first, 'Hello')
    const second = await anasField()
    await shows(second, 'Hello')
    // Sending: the text leaves the field together with its stored drafts.
    const { removeDrafts } = await import('@/components/unsent/stored-drafts')
    const sent = second.keeper.forget()
    second.text.set('')
    first.text.set('Hello again')
    await removeDrafts(sent)
    await stored(first, 'Hello again')
    expect(first.text.get()).toBe('Hello again')
  })
})

describe('A text that is not in the field', () => {
  test('because it came back while Ana was writing, is kept, put back and exchanged', async () => {
    const field = await anasField()
    field.text.set('the next one')
    field.keeper.keep(field.keeper.newDraft('the undone one', ANA))
    await stored(field, 'the next one', 'the undone one')
    const later = await anasField()
    await vi.waitFor(() => expect([later.text.get(), ...later.kept()]).toHaveLength(2))
    expect([later.text.get(), ...later.kept()].toSorted()).toEqual(['the next one', 'the undone one'])

    const [kept] = field.keeper.state.get().kept
    if (!kept) throw new Error('nothing is kept')
    field.keeper.putBack(kept)
    expect([field.text.get(), field.kept()]).toEqual(['the undone one', ['the next one']])
    await stored(field, 'the next one', 'the undone one')
    const [other] = field.keeper.state.get().kept
    if (!other) throw new Error('nothing is kept')
    field.keeper.discard(other)
    await stored(field, 'the undone one')
    expect(field.kept()).toEqual([])
  })
})
