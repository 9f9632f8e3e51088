import { lazy, Suspense } from 'react'
import { lazyRetry } from './lazy-retry'

const LinkedText = lazy(lazyRetry(() => import('./linked-text')))

/** Most texts have neither an address nor a mention. What finds them is loaded for the others only. */
const MAY_HAVE_LINKS = /\S[.:]\S|@/

type WrittenTextProps = { text: string; end?: number | null; mentions?: readonly string[] }

const NONE: readonly string[] = []

/** What people write, with its links; only up to `end` when the text is folded there. `mentions` are the handles that exist. */
export function WrittenText({ text, end, mentions = NONE }: WrittenTextProps) {
  const shown = text.slice(0, end ?? undefined)
  if (!MAY_HAVE_LINKS.test(text)) return shown
  return (
    <Suspense fallback={shown}>
      <LinkedText text={text} end={end ?? text.length} mentions={mentions} />
    </Suspense>
  )
}
