import { Fragment } from 'react'
import { classes } from '@/components/ui/classes'

const ADDRESS = /\bhttps?:\/\/[^\s<>"']+/g
/** What follows an address in a sentence and is hardly part of it. */
const TRAILING = /[.,:;!?)\]}]+$/

type PostTextProps = { id?: string; text: string; className?: string }

/** A text as it was written: with its line breaks, and with web addresses as links that gain the linked site nothing. */
export function PostText({ id, text, className }: PostTextProps) {
  return (
    <p id={id} dir="auto" className={classes('leading-relaxed break-words whitespace-pre-wrap', className)}>
      {splitAtAddresses(text).map(({ at, text: part, href }) =>
        href ? (
          <a
            key={at}
            href={href}
            target="_blank"
            rel="nofollow noopener noreferrer ugc"
            className="text-accent underline decoration-1 underline-offset-2 hover:decoration-2"
          >
            {shorten(part)}
          </a>
        ) : (
          <Fragment key={at}>{part}</Fragment>
        ),
      )}
    </p>
  )
}

type Part = { at: number; text: string; href?: string }

function splitAtAddresses(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '')
    if (!URL.canParse(address)) continue
    if (match.index > at) parts.push({ at, text: text.slice(at, match.index) })
    parts.push({ at: match.index, text: address, href: address })
    at = match.index + address.length
  }
  if (at < text.length) parts.push({ at, text: text.slice(at) })
  return parts
}

function shorten(address: string): string {
  const plain = address.replace(/^https?:\/\/(www\.)?/, '')
  return plain.length > 48 ? `${plain.slice(0, 47)}…` : plain
}
