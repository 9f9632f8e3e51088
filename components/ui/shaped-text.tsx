import { useState } from 'react'
import { foldBlankLines } from '@/lib/shared/text/fold-blank-lines'
import { foldPoint } from '@/lib/shared/text/fold-text'
import { tidyText } from '@/lib/shared/text/tidy-text'
import { TextParagraph } from './text-paragraph'
import { WrittenText } from './written-text'

type ShapedTextProps = { id?: string; text: string; mentions?: readonly string[]; whole: boolean }

/** Long texts that the reader has unfolded. A row of a long list is removed and drawn again, and must keep its height. */
const unfolded = new Set<string>()

/** A text that cannot be shown as it is: tidied, and folded when it is long, with a button to unfold it. */
export default function ShapedText({ id, text, mentions, whole }: ShapedTextProps) {
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
    <>
      <TextParagraph id={id}>
        <WrittenText text={shown} end={folded ? end : null} mentions={mentions} />
        {folded && '…'}
      </TextParagraph>
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
    </>
  )
}
