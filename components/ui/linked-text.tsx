import { Fragment } from 'react'
import { piecesBefore } from '@/lib/shared/text/fold-text'
import { shownAddress } from '@/lib/shared/text/shown-address'
import { splitText } from '@/lib/shared/text/split-text'
import { Link } from './link'
import { profilePath } from './person-link'

type LinkedTextProps = {
  text: string
  /** Only what stands before this point is shown. */
  end: number
  /** The handles that somebody has. Only these are links. */
  mentions: readonly string[]
}

/**
 * What people write, with its links. Web addresses are links without referrer, and search engines do not count them (`nofollow`).
 * `dir` keeps the direction of the text around it out of an address and of a handle, and theirs in.
 */
export default function LinkedText({ text: whole, end, mentions }: LinkedTextProps) {
  const handles = new Map(mentions.map((handle) => [handle.toLowerCase(), handle]))
  return piecesBefore(splitText(whole), end).map(({ at, text, handle: written, href }) => {
    const handle = written && handles.get(written.toLowerCase())
    if (handle) {
      return (
        <Link
          key={at}
          dir="ltr"
          href={profilePath({ handle })}
          className="rounded-sm font-medium text-accent hover:underline"
        >
          {text}
        </Link>
      )
    }
    if (href === undefined) return <Fragment key={at}>{text}</Fragment>
    return (
      <a
        key={at}
        dir="ltr"
        href={href}
        title={href}
        target="_blank"
        rel="nofollow noopener noreferrer ugc"
        className="text-accent underline decoration-1 underline-offset-2 hover:decoration-2"
      >
        {shownAddress(text, href)}
      </a>
    )
  })
}
