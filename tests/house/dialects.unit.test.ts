import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const SOURCES = ['app', 'components', 'lib', 'workers'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
)

const filesWith = (words: RegExp) => SOURCES.filter((file) => words.test(readFileSync(file, 'utf8')))

test('only mutate gives Prisma a text that it cannot check', () => {
  expect(filesWith(/RawUnsafe/)).toEqual(['lib/mutation/mutate.ts'])
})

test('only lib/postgres asks the pool for a connection', () => {
  expect(filesWith(/pool\.(query|connect)\b/).filter((file) => !file.startsWith('lib/postgres/'))).toEqual([])
})

test('Prisma is used by mutations alone', () => {
  expect(filesWith(/\bdb\.\$?\w+/)).toEqual(['lib/mutation/mutate.ts'])
})
