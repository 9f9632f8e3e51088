import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** `lazy`: loaded when the code runs to it, by `import()`. */
export type Import = { from: string; to: string; typesOnly: boolean; lazy: boolean }

export const SOURCES = ['app', 'components', 'lib', 'workers'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file)),
)

const ALL = SOURCES.flatMap(importsOf)
/** What our own files load of each other, or take types from. */
export const IMPORTS = ALL.filter(({ to }) => !isPackage(to))
/** What they load of packages. */
export const PACKAGES = ALL.filter(({ to, typesOnly }) => isPackage(to) && !typesOnly)

function importsOf(from: string): Import[] {
  const code = readFileSync(from, 'utf8')
  const statements = code.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]/gm,
  )
  return [...statements].map((found) => {
    const path = found[1] ?? found[2] ?? found[3] ?? ''
    const typesOnly = /^\s*(import|export) type\b/.test(found[0])
    return { from, to: fileOf(path, from), typesOnly, lazy: found[2] !== undefined }
  })
}

/** The file of ours that a path means; packages keep their name. */
function fileOf(path: string, from: string): string {
  if (!path.startsWith('@/') && !path.startsWith('.')) return `package:${path}`
  const own = path.startsWith('@/') ? path.slice(2) : normalize(join(dirname(from), path))
  return [own, `${own}.ts`, `${own}.tsx`].find((candidate) => SOURCES.includes(candidate)) ?? own
}

function isPackage(path: string): boolean {
  return path.startsWith('package:')
}

export const isClient = (file: string): boolean => /^['"]use client['"]/m.test(readFileSync(file, 'utf8'))
