import { existsSync, readdirSync } from 'node:fs'
import { once } from '@/lib/process/once'

/** Files that routes of the site make. */
const MADE = ['/icon.svg', '/apple-icon.png', '/favicon.ico', '/sw.js', '/robots.txt', '/manifest.webmanifest']

/** Whether at this path there is a file, which costs next to nothing. Any other path is a page, even if only that of 404. */
export function isSiteFile(path: string): boolean {
  return path.startsWith('/_next/static/') || known().has(path)
}

function known(): ReadonlySet<string> {
  return once('site-files', () => new Set([...MADE, ...filesIn('public')]))
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `/${file.replaceAll('\\', '/')}`)
}
