import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { findCycle } from '../support/cycles'

type Import = { from: string; to: string; typesOnly: boolean }

const SOURCES = ['app', 'components', 'lib', 'workers'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
)
const IMPORTS = SOURCES.flatMap(importsOf)

/** Our own files that a file loads, or takes types from. */
function importsOf(from: string): Import[] {
  const code = readFileSync(from, 'utf8')
  const statements = code.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm,
  )
  return [...statements].flatMap((found) => {
    const path = found[1] ?? found[2] ?? found[3] ?? ''
    const typesOnly = /^\s*(import|export) type\b/.test(found[0])
    if (path.startsWith('@/')) return [{ from, to: fileOf(path.slice(2)), typesOnly }]
    return path.startsWith('.') ? [{ from, to: fileOf(normalize(join(dirname(from), path))), typesOnly }] : []
  })
}

function fileOf(path: string): string {
  return [path, `${path}.ts`, `${path}.tsx`].find((candidate) => SOURCES.includes(candidate)) ?? path
}

/** `lib/feed/timeline.ts` belongs to `lib/feed`, `lib/env.ts` to `lib`, `app/api/x/route.ts` to `app`. */
function ringOf(path: string): string {
  const [top = '', folder = ''] = path.split('/')
  if (top !== 'lib') return top
  return path.split('/').length === 2 ? 'lib' : `lib/${folder}`
}

const RINGS: [ring: RegExp, may: RegExp][] = [
  [/^app$/, /^(app|components|lib(\/.+)?)$/],
  [/^components$/, /^(components|lib\/shared)$/],
  [/^workers$/, /^(workers|lib(\/.+)?)$/],
  [/^lib$/, /^(lib|lib\/shared|generated)$/],
  [/^lib\/shared$/, /^lib\/shared$/],
  [/^lib\/.+$/, /^(lib(\/.+)?|generated)$/],
]

const show = ({ from, to }: Import) => `${from} -> ${to}`

test('imports go inwards only: app -> components -> lib/shared; app, workers -> lib; folders of lib -> its root', () => {
  const wrong = IMPORTS.filter(({ from, to }) => {
    const rule = RINGS.find(([ring]) => ring.test(ringOf(from)))
    return !rule?.[1].test(ringOf(to)) && !to.endsWith('.css')
  })
  expect(wrong.map(show)).toEqual([])
})

test('what runs in a browser loads nothing of lib but lib/shared', () => {
  const inBrowser = SOURCES.filter((file) => /^['"]use client['"]/m.test(readFileSync(file, 'utf8')))
  const wrong = IMPORTS.filter(({ from, to }) => inBrowser.includes(from) && /^lib(?!\/shared$)/.test(ringOf(to)))
  expect(wrong.map(show)).toEqual([])
})

test('no file needs itself to run, however long the way round', () => {
  expect(findCycle(IMPORTS.filter(({ typesOnly }) => !typesOnly))).toEqual([])
})

test('the folders of lib build on each other in one order', () => {
  const between = IMPORTS.map(({ from, to }) => ({ from: ringOf(from), to: ringOf(to) })).filter(
    ({ from, to }) => from !== to && from.startsWith('lib/') && to.startsWith('lib/'),
  )
  expect(findCycle(between)).toEqual([])
})

test('files across folders are named from the root, files beside each other by their place', () => {
  // Routes lie within each other: a page may reach for what belongs to the route above it.
  const flat = SOURCES.filter((file) => !file.startsWith('app/'))
  const climbing = flat.filter((file) => /from\s+['"]\.\.\//.test(readFileSync(file, 'utf8')))
  expect(climbing).toEqual([])
})
