import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Package = { version?: string; resolved?: string; optionalDependencies?: Record<string, string> }

const packages: Record<string, Package> = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages

test('the lockfile knows the packages of every platform, so that npm ci works on all of them', () => {
  // A registry that lacks some of them makes `npm install` leave them out, and `npm ci` then refuses the lockfile.
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
    ),
  )
  expect(missing).toEqual([])
})

test('the lockfile names no registry: everybody installs from their own', () => {
  expect(Object.keys(packages).filter((path) => packages[path]?.resolved)).toEqual([])
})
