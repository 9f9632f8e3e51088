import { lazy, Suspense } from 'react'
import { isPlain } from '@/lib/shared/text/is-plain'
import { lazyRetry } from './lazy-retry'
import { TextParagraph } from './text-paragraph'
import { WrittenText } from './written-text'

const ShapedText = lazy(lazyRetry(() => import('./shaped-text')))

type LongTextProps = {
  id?: string
  text: string
  /** The handles in it that somebody has. A draft, a bio and an answer of an older server have none. */
  mentions?: readonly string[]
  /** Shows also a long text whole. */
  whole?: boolean
  className?: string
}

/** A text with its line breaks and links. A long one is folded. */
export function LongText({ id, text, mentions, whole = false, className }: LongTextProps) {
  return (
    <div className={className}>
      {isPlain(text) ? (
        <TextParagraph id={id}>
          <WrittenText text={text} mentions={mentions} />
        </TextParagraph>
      ) : (
        <Suspense
          fallback={
            <TextParagraph id={id} className={whole ? undefined : 'line-clamp-10'}>
              {text}
            </TextParagraph>
          }
        >
          <ShapedText id={id} text={text} mentions={mentions} whole={whole} />
        </Suspense>
      )}
    </div>
  )
}
