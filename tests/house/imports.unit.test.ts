import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findCycle } from '../support/cycles'
import { refusalOf, roomOf } from './rooms'
import { IMPORTS, isClient, SOURCES } from './sources'

test('each file uses only its own room and rooms before it, in code and in types', () => {
  const refusals = IMPORTS.filter(({ to }) => !to.endsWith('.css')).flatMap((one) => refusalOf(one) ?? [])
  expect(refusals).toEqual([])
})

test('every file of lib and components stands in a room', () => {
  expect(SOURCES.filter((file) => /^(lib|components)\//.test(file) && !roomOf(file))).toEqual([])
})

test('a forbidden import is refused with a sentence that says where it belongs', () => {
  const refused = (from: string, to: string) => refusalOf({ from, to })
  expect(refused('lib/posts/create-post.ts', 'lib/feed/timeline.ts')).toMatch(
    /lib\/posts stands before lib\/feed.*Move/,
  )
  expect(refused('components/ui/dialog.tsx', 'components/feed/feed.ts')).toMatch(/components\/ui stands before/)
  expect(refused('components/feed/feed.ts', 'lib/feed/timeline.ts')).toMatch(/nothing of lib but lib\/shared/)
  expect(refused('lib/shared/views.ts', 'lib/process/env.ts')).toMatch(/may use only itself/)
  expect(refused('lib/feed/timeline.ts', 'workers/web.ts')).toMatch(/inwards only/)
  expect(refused('lib/magic/wand.ts', 'lib/feed/timeline.ts')).toMatch(/there is no room lib\/magic/)
  expect(refused('lib/live/gateway.ts', 'lib/feed/timeline.ts')).toBeNull()
  expect(refused('app/page.tsx', 'components/feed/feed.ts')).toBeNull()
})

test('a page that runs in a browser loads nothing of lib but lib/shared', () => {
  const inBrowser = SOURCES.filter(isClient)
  const wrong = IMPORTS.filter(({ from, to }) => inBrowser.includes(from) && /^lib\/(?!shared\/)/.test(to))
  expect(wrong).toEqual([])
})

test('no cycle of imports in code', () => {
  expect(findCycle(IMPORTS.filter(({ typesOnly }) => !typesOnly))).toEqual([])
})

test('no cycle of imports in lib, components or workers, in code or in types', () => {
  expect(findCycle(IMPORTS.filter(({ from }) => /^(lib|components|workers)\//.test(from)))).toEqual([])
})

test('imports across folders begin with @/, imports within a folder with ./', () => {
  // Folders of routes are nested: a page may import a file of the route above it.
  const flat = SOURCES.filter((file) => !file.startsWith('app/'))
  const climbing = flat.filter((file) => /from\s+['"]\.\.\//.test(readFileSync(file, 'utf8')))
  expect(climbing).toEqual([])
})
