import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOMS } from './rooms'

const DOCS = ['README.md', 'bench/README.md', ...markdownIn('docs')]

const FOLDERS = ['app', 'bench', 'bin', 'components', 'docs', 'lib', 'prisma', 'public', 'tests', 'workers']
const FILES = FOLDERS.flatMap((folder) => filesIn(folder))
const NAMES = new Set([...FILES, ...readdirSync('.')].map((file) => basename(file)))

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file))
}

function markdownIn(folder: string): string[] {
  return filesIn(folder).filter((file) => file.endsWith('.md'))
}

const read = (file: string) => readFileSync(file, 'utf8')

/** The text without blocks of code: recipes write files there that do not exist yet. */
function proseOf(file: string): string {
  return read(file).replaceAll(/^( *)```[\s\S]*?^\1```/gm, '')
}

function quotedIn(file: string): string[] {
  return [...proseOf(file).matchAll(/`([^`\n]+)`/g)].flatMap(([, quoted]) => quoted ?? [])
}

/** True for a path that begins in a folder of ours, and for the bare name of a source file. */
function looksLikeOurs(quoted: string): boolean {
  if (/^[\w-]+(\.[\w-]+)*\.(ts|tsx|mjs|lua|sql|prisma)$/.test(quoted)) return true
  return /^[\w.@()[\]*{},/-]+$/.test(quoted) && quoted.includes('/') && FOLDERS.includes(quoted.split('/')[0] ?? '')
}

function isThere(path: string): boolean {
  if (!path.includes('/')) return NAMES.has(path)
  if (!path.includes('*')) return existsSync(path)
  const [before = '', ...rest] = path.split(/\*+/)
  return FILES.some((file) => file.startsWith(before) && rest.every((part) => file.includes(part)))
}

/** As GitHub makes them: lower case, spaces as hyphens, without other signs. */
function anchorsOf(file: string): string[] {
  const headings = [...proseOf(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading ?? '')
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function isBroken(from: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return false
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? from : normalize(join(dirname(from), path))
  if (!existsSync(target)) return true
  return anchor !== undefined && !anchorsOf(target).includes(anchor)
}

describe.each(DOCS)('%s', (file) => {
  test('names no file or folder of ours that does not exist', () => {
    expect(quotedIn(file).filter((quoted) => looksLikeOurs(quoted) && !isThere(quoted))).toEqual([])
  })

  test('has no link to a document, heading or picture that does not exist', () => {
    const links = [...proseOf(file).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)].map(
      ([, to, src]) => to ?? src ?? '',
    )
    expect(links.filter((link) => isBroken(file, link))).toEqual([])
  })

  test('names no npm command that does not exist', () => {
    const { scripts } = JSON.parse(read('package.json'))
    const commands = [...read(file).matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, command]) => command ?? '')
    expect(commands.filter((command) => !(command in scripts))).toEqual([])
  })

  test('has blocks of code that all end', () => {
    expect([...read(file).matchAll(/^ *```/gm)].length % 2).toBe(0)
  })
})

test('what docs/contributing.md quotes from a file stands there', () => {
  const quotes = [...read('docs/contributing.md').matchAll(/\(`([^`]+)`\):\n\n```ts\n([\s\S]*?)```/g)]
  expect(quotes.length).toBeGreaterThan(5)
  for (const [, file = '', quote = ''] of quotes)
    expect([file, read(file)]).toEqual([file, expect.stringContaining(quote)])
})

test('comments in the code name no file of ours that does not exist', () => {
  const path =
    /(?<![\w@./-])(?:app|bench|bin|components|docs|lib|prisma|tests|workers)(?:\/[\w@()[\].-]+)+\.(?:ts|tsx|mjs|lua|sql|md|prisma)\b/g
  const comments = FILES.filter((file) => /\.(ts|tsx|mjs|lua|sql|prisma)$/.test(file)).flatMap((file) => {
    const lines = read(file).split('\n')
    return lines.filter((line) => /^\s*(\*|\/\/|\/\*|--)/.test(line)).map((line) => ({ file, line }))
  })
  const missing = comments.flatMap(({ file, line }) =>
    (line.match(path) ?? []).filter((named) => !existsSync(named)).map((named) => `${file}: ${named}`),
  )
  expect(missing).toEqual([])
})

describe('docs/operations.md', () => {
  const variables = [...read('lib/process/env.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name ?? '')

  test('names every variable of the environment, and so does .env.example', () => {
    expect(variables.length).toBeGreaterThan(15)
    expect(variables.filter((name) => !read('docs/operations.md').includes(`\`${name}\``))).toEqual([])
    expect(variables.filter((name) => !new RegExp(`^(# )?${name}=`, 'm').test(read('.env.example')))).toEqual([])
  })

  test('and .env.example names no variable that does not exist', () => {
    const named = [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name ?? '')
    expect(named.filter((name) => !variables.includes(name))).toEqual([])
  })

  test('names every metric of ours, and no other', () => {
    const sources = FILES.filter((file) => /^(lib|workers)\/.*\.ts$/.test(file)).map(read)
    const metrics = sources.flatMap((source) => source.match(/(?<=name: ')carillon_\w+(?=')/g) ?? [])
    const named = read('docs/operations.md').match(/\bcarillon_\w+/g) ?? []
    expect([...new Set(named)].sort()).toEqual([...new Set(metrics)].sort())
  })
})

test('docs/architecture.md says of every room what it holds', () => {
  const text = read('docs/architecture.md')
  for (const [top, rooms] of Object.entries(ROOMS)) {
    const table = text.slice(text.indexOf(`| room of \`${top}\``)).split('\n\n')[0] ?? ''
    const described = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, room]) => room)
    expect([top, described]).toEqual([top, rooms])
  }
})

test('each decision has its number, a date, a status, and what it was about', () => {
  for (const file of DOCS.filter((name) => name.startsWith('docs/decisions/'))) {
    const number = basename(file).slice(0, 3)
    expect([file, read(file)]).toEqual([file, expect.stringMatching(new RegExp(`^# ${number}: `))])
    expect([file, read(file)]).toEqual([
      file,
      expect.stringMatching(/^Date: \d{4}-\d\d-\d\d · Status: (accepted|superseded by \d{3})$/m),
    ])
    for (const part of ['Problem', 'Decision', 'Consequences']) {
      expect([file, read(file)]).toEqual([file, expect.stringContaining(`**${part}.**`)])
    }
  }
})
