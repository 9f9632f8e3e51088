import { IDBFactory } from 'fake-indexeddb'
import { afterEach, vi } from 'vitest'
import 'fake-indexeddb/auto'

/** The disk of a browser that nobody has used. */
export function newBrowser(): void {
  vi.stubGlobal('indexedDB', new IDBFactory())
}

/** A browser that forbids storage. */
export function browserWithoutDisk(): void {
  vi.stubGlobal('indexedDB', undefined)
}

vi.stubGlobal('window', new EventTarget())
vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))

afterEach(() => {
  vi.unstubAllGlobals()
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
})

const press = () => void window.dispatchEvent(new Event('keydown'))

/** A browser that stores settings; others forbid it. */
export function browserWithSettings(): Map<string, string> {
  const settings = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => settings.get(key) ?? null,
    setItem: (key: string, value: string) => settings.set(key, value),
  })
  return settings
}

/**
 * The code of the page as one more tab of the browser has it: with a memory of its own, and the disk of all. `unused`: nothing
 * is pressed.
 */
export async function openTab({ unused = false } = {}) {
  vi.resetModules()
  const { keepDraft } = await import('@/components/unsent/keep-draft')
  const { createStore } = await import('@/components/client/store')
  const stored = await import('@/components/unsent/stored-drafts')
  // The page loads it later. Here the next tab would get it.
  await (await import('@/components/unsent/load-disk-parts')).loadDiskParts()
  const { untilUsed } = await import('@/components/client/until-used')
  const used = untilUsed()
  if (!unused) press()

  /** The field of a post, on the screen of this person. */
  function openField(viewerId: string) {
    const text = createStore('')
    const keeper = keepDraft({ target: 'post', shown: text, isEmpty: (value) => value === '', empty: () => '' })
    keeper.open(viewerId)
    return { text, keeper, kept: () => keeper.state.get().kept.map(({ value }) => value) }
  }
  return {
    openField,
    press,
    used,
    onDisk: async (viewerId: string) =>
      (await stored.readDrafts<string>(`draft/${viewerId}/`)).map(({ value }) => value),
  }
}
