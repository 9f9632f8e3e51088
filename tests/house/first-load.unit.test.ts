import { expect, test } from 'vitest'
import { IMPORTS, type Import, isClient, PACKAGES, SOURCES } from './sources'

/** What every member loads to see the feed. */
const FEED = ['app/layout.tsx', 'app/error.tsx', 'app/(app)/layout.tsx', 'app/(app)/error.tsx', 'app/(app)/page.tsx']

const isLoaded = ({ typesOnly, lazy }: Import) => !typesOnly && !lazy

/** These files, and those that they load at once. */
function closureOf(files: readonly string[]): Set<string> {
  const closure = new Set(files)
  for (const file of closure) {
    for (const one of IMPORTS) if (one.from === file && isLoaded(one) && SOURCES.includes(one.to)) closure.add(one.to)
  }
  return closure
}

/** The files that a browser loads for the feed: from where the server hands over to the browser. */
const inBrowser = closureOf([...closureOf(FEED)].filter(isClient))

test('the first load of the feed has the framework and icons of other people, and nothing else', () => {
  const packages = PACKAGES.filter((one) => inBrowser.has(one.from) && isLoaded(one)).map(({ to }) => to)
  expect([...new Set(packages)].sort()).toEqual(['package:lucide-react', 'package:next/navigation', 'package:react'])
})

test('it has the rows of the feed, and not what is loaded when the page is used', () => {
  expect([...inBrowser]).toContain('components/posts/post-card.tsx')
  const later = [
    'components/unsent/disk-parts.ts',
    'components/offline/offline-notices.tsx',
    'components/ui/dialog.tsx',
  ]
  expect(later.filter((file) => inBrowser.has(file) || !SOURCES.includes(file))).toEqual([])
})
