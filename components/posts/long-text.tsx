import { useState } from 'react'
import { WrittenText } from '@/components/ui/written-text'
import { foldPoint } from '@/lib/shared/text/fold-text'
import { TextParagraph } from './text-paragraph'

type LongTextProps = { id?: string; text: string; mentions?: readonly string[] }

/** Long texts that the reader has unfolded. A row of a long list is removed and drawn again, and must keep its height. */
const unfolded = new Set<string>()

/** A text that is folded if it is too long, and a button to unfold it. */
export default function LongText({ id, text, mentions }: LongTextProps) {
  const [open, setOpen] = useState(() => unfolded.has(text))
  const end = foldPoint(text)
  const folded = end !== null && !open

  function toggle() {
    if (open) unfolded.delete(text)
    else unfolded.add(text)
    setOpen(!open)
  }

  return (
    <>
      <TextParagraph id={id}>
        <WrittenText text={text} end={folded ? end : null} mentions={mentions} />
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
