import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const SOURCES = ['app', 'components'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
)

/** What a source gives to React's `lazy` and is not made by `lazyRetry`, neither there nor where its name is set. */
function withoutRetry(text: string): string[] {
  const loaders = [...text.matchAll(/\blazy\(\s*(\w+\(?|\(\))/g)].flatMap(([, loader]) => loader ?? [])
  return loaders.filter((loader) => loader !== 'lazyRetry(' && !text.includes(`const ${loader} = lazyRetry(`))
}

test('a part that is loaded later is loaded with lazyRetry: when its code does not arrive, the page stays', () => {
  expect(SOURCES.filter((file) => withoutRetry(readFileSync(file, 'utf8')).length > 0)).toEqual([])
})

test('the search finds loaders without it, written in place or under a name', () => {
  const part = "import('./part')"
  expect(withoutRetry(`const Part = lazy(() => ${part})`)).toHaveLength(1)
  expect(withoutRetry(`const load = () => ${part}\nconst Part = lazy(load)`)).toHaveLength(1)
  expect(withoutRetry(`const Part = lazy(lazyRetry(() => ${part}))`)).toEqual([])
  expect(withoutRetry(`const load = lazyRetry(() => ${part})\nconst Part = lazy(load)`)).toEqual([])
})
