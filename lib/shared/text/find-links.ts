import { LinkifyIt } from 'linkify-it'

/** A web address in a text. Without `href` it is an e-mail address, or one that must not be a link: it is only not a mention. */
export type FoundLink = { at: number; text: string; href: string | null }

/** Top-level domains besides those of countries and the oldest ones, for addresses without https:// and www. */
const COMMON_DOMAINS = [
  'app',
  'art',
  'blog',
  'cafe',
  'cloud',
  'club',
  'dev',
  'edu',
  'live',
  'news',
  'online',
  'page',
  'site',
]
const MORE_DOMAINS = ['social', 'space', 'store', 'studio', 'tech', 'wiki', 'world', 'xyz']

const finder = new LinkifyIt({ fuzzyLink: true, urlAuth: true })
  .tlds([...COMMON_DOMAINS, ...MORE_DOMAINS], true)
  .add('ftp:', null)
  .add('//', null)

/** Ends an address: typographic and full-width punctuation, also in brackets that the address has opened, and invisible characters. */
const ENDS = /(?![\0-\x7f])[\p{P}\p{Z}\p{Cf}\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/gu
/** A letter of a script without spaces, directly before an address. */
const BEFORE = /(?!\p{Script=Latin})[^\0-\x7f](?=https?:\/\/)/giu

/** The addresses of a text, in order. The time grows with the length of the text only. */
export function findLinks(text: string): FoundLink[] {
  if (!/[.:@]/.test(text)) return []
  const blank = (found: string) => ' '.repeat(found.length)
  const matches = finder.match(text.replace(ENDS, blank).replace(BEFORE, blank)) ?? []
  return matches.map(({ index, raw, schema }) => ({ at: index, text: raw, href: hrefOf(raw, schema) }))
}

/**
 * Null for an address with user info: in `https://bank.example@evil.example` the host is the second one. A browser reads `\` as
 * `/`, so such an address leads elsewhere than it seems to.
 */
function hrefOf(raw: string, schema: string): string | null {
  if (schema === 'mailto:') return null
  const address = schema === '' ? `https://${raw}` : raw
  const [authority = ''] = address.slice(address.indexOf('//') + 2).split(/[/?#]/)
  if (/[@\\]/.test(authority) || !URL.canParse(address)) return null
  return new URL(address).href
}
