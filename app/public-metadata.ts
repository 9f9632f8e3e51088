import type { Metadata } from 'next'
import { firstGraphemes } from '@/lib/shared/text/graphemes'
import { tidyText } from '@/lib/shared/text/tidy-text'

/** Graphemes of a description: search engines and previews of links show about as many. */
const LENGTH = 200

type PublicPage = { title: string; description: string; path: string; type: 'article' | 'profile' | 'website' }

/**
 * What search engines and previews of links show of a page that visitors may see. For everything else a page has a title only:
 * what is not public must not be in a preview, and a page that is not there must look like any other that is not there.
 */
export function publicMetadata({ title, description, path, type }: PublicPage): Metadata {
  const words = excerpt(description)
  return {
    title,
    description: words,
    alternates: { canonical: path },
    openGraph: { type, title, description: words, url: path, siteName: 'Carillon', images: ['/icons/icon-512.png'] },
    twitter: { card: 'summary', title, description: words },
  }
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  const first = firstGraphemes(line, LENGTH)
  return tidyText(first.length < line.length ? `${first}…` : first)
}
