import { lazy, Suspense } from 'react'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { WrittenText } from '@/components/ui/written-text'
import { foldBlankLines } from '@/lib/shared/text/fold-blank-lines'
import { mayFold } from '@/lib/shared/text/may-fold'
import { tidyText } from '@/lib/shared/text/tidy-text'
import { TextParagraph } from './text-paragraph'

const LongText = lazy(lazyRetry(() => import('./long-text')))

type PostTextProps = {
  id?: string
  text: string
  /** The handles in it that somebody has. A draft and an answer of an older server have none. */
  mentions?: readonly string[]
  /** Shows also a long text whole. */
  whole?: boolean
  className?: string
}

/** A text with its line breaks and links. A long one is folded. */
export function PostText({ id, text, mentions, whole = false, className }: PostTextProps) {
  // Texts from before these rules are stored as they were written.
  const shown = foldBlankLines(tidyText(text))
  return (
    <div className={className}>
      {whole || !mayFold(shown) ? (
        <TextParagraph id={id}>
          <WrittenText text={shown} mentions={mentions} />
        </TextParagraph>
      ) : (
        <Suspense
          fallback={
            <TextParagraph id={id} className="line-clamp-10">
              {shown}
            </TextParagraph>
          }
        >
          <LongText id={id} text={shown} mentions={mentions} />
        </Suspense>
      )}
    </div>
  )
}
