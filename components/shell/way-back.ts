type Entry = Pick<NavigationHistoryEntry, 'index' | 'url'>

/** Who is signed in is led away from these at once, so that going back there leads nowhere. */
const FOR_VISITORS = ['/sign-in', '/sign-up']

/**
 * How many entries of the history the last other page of this site is behind; 0 when there is none. `entries` are those of this
 * site without a gap, as the Navigation API lists them.
 */
export function stepsBack(entries: readonly Entry[], current: Entry): number {
  const here = pathOf(current)
  const isOther = (path: string) => path !== here && !FOR_VISITORS.includes(path)
  const target = entries.slice(0, current.index).findLast((entry) => isOther(pathOf(entry)))
  return target ? current.index - target.index : 0
}

function pathOf({ url }: Entry): string {
  return url === null ? '' : new URL(url).pathname
}

const SECTIONS = ['/people', '/posts']

/** The page above another one. There is no page of all people or all posts: above one of them is the feed. */
export function parentPath(path: string): string {
  const parent = path.replace(/\/[^/]*\/?$/, '')
  return parent === '' || SECTIONS.includes(parent) ? '/' : parent
}
