'use client'

import { useState } from 'react'
import { WrittenText } from '@/components/ui/written-text'
import { foldBlankLines, foldPoint } from '@/lib/shared/text/fold-text'
import { tidyText } from '@/lib/shared/text/tidy-text'

type PostTextProps = {
  id?: string
  text: string
  /** The handles in it that somebody has. A draft and an answer of an older server have none. */
  mentions?: readonly string[]
  /** Shows also a long text whole. */
  whole?: boolean
  className?: string
}

/** Long texts that the reader has unfolded. A row of a long list is removed and drawn again, and must keep its height. */
const unfolded = new Set<string>()

/** A text with its line breaks and links. A long one is folded. */
export function PostText({ id, text, mentions, whole = false, className }: PostTextProps) {
  const [open, setOpen] = useState(() => unfolded.has(text))
  // Texts from before these rules are stored as they were written.
  const shown = foldBlankLines(tidyText(text))
  const end = whole ? null : foldPoint(shown)
  const folded = end !== null && !open

  function toggle() {
    if (open) unfolded.delete(text)
    else unfolded.add(text)
    setOpen(!open)
  }

  return (
    <div className={className}>
      <p
        id={id}
        dir="auto"
        className="overflow-clip leading-relaxed wrap-anywhere whitespace-pre-wrap [overflow-clip-margin:2px]"
      >
        <WrittenText text={shown} end={folded ? end : null} mentions={mentions} />
        {folded && '…'}
      </p>
      {end !== null && (
        <button
          type="button"
          aria-expanded={open}
          onClick={toggle}
          className="min-h-8 rounded-sm text-sm font-semibold text-accent hover:underline pointer-coarse:min-h-11"
        >
          {open ? 'Show less' : 'Show more'}
        </button>
      )}
    </div>
  )
}
