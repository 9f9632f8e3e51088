import { Fragment } from 'react'
import { classes } from '@/components/ui/classes'
import { Link } from '@/components/ui/link'
import { profilePath } from '@/components/ui/person-link'
import { splitAtMentions, type TextPiece } from '@/lib/shared/mentions'

const ADDRESS = /\bhttps?:\/\/[^\s<>"']+/g
/** Punctuation after an address in a sentence, which is not part of it. */
const TRAILING = /[.,:;!?)\]}]+$/

type PostTextProps = { id?: string; text: string; className?: string }

/**
 * A text with its line breaks. Mentions link to profiles. Web addresses are links without referrer, and search engines do
 * not count them (`nofollow`).
 */
export function PostText({ id, text, className }: PostTextProps) {
  return (
    <p id={id} dir="auto" className={classes('leading-relaxed break-words whitespace-pre-wrap', className)}>
      {splitAtMentions(text)
        .flatMap(splitAtAddresses)
        .map(({ at, text: part, handle, href }) =>
          handle ? (
            <Link
              key={at}
              href={profilePath({ handle })}
              className="rounded-sm font-medium text-accent hover:underline"
            >
              {part}
            </Link>
          ) : href ? (
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

type Part = TextPiece & { href?: string }

function splitAtAddresses(piece: TextPiece): Part[] {
  if (piece.handle) return [piece]
  const { text } = piece
  const parts: Part[] = []
  let done = 0
  const upTo = (end: number) => {
    if (end > done) parts.push({ at: piece.at + done, text: text.slice(done, end) })
  }
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, '')
    if (!URL.canParse(address)) continue
    upTo(match.index)
    parts.push({ at: piece.at + match.index, text: address, href: address })
    done = match.index + address.length
  }
  upTo(text.length)
  return parts
}

function shorten(address: string): string {
  const plain = address.replace(/^https?:\/\/(www\.)?/, '')
  return plain.length > 48 ? `${plain.slice(0, 47)}…` : plain
}
