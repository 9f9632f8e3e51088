import { plainPage } from '@/lib/shared/plain-page'

/** What a browser shows that has loaded too many pages. It loads the page again by itself, also without scripts. */
export function busyPage(wait: number): string {
  return plainPage({
    title: 'That was a bit much',
    head: `<meta http-equiv="refresh" content="${wait}">\n`,
    main: `<p>Many pages were loaded in a short time. This one opens by itself in ${wait} ${wait === 1 ? 'second' : 'seconds'}.</p>`,
  })
}
