import { Notice } from '@/components/ui/notice'
import type { Audience } from '@/lib/shared/views'
import { AUDIENCE_CHOICES } from './audience'

type WideningNoticeProps = { from: Audience; to: Audience; comments: number }

/** Before a post is shown to more people: how many comments they will read that were not written for them. */
export function WideningNotice({ from, to, comments }: WideningNoticeProps) {
  if (comments === 0 || WIDEST_FIRST.indexOf(to) >= WIDEST_FIRST.indexOf(from)) return null
  const what = comments === 1 ? 'One comment becomes' : `${comments} comments become`
  return (
    <Notice>
      {what} visible to {to === 'public' ? 'everyone' : 'your friends'} too. Who wrote {comments === 1 ? 'it' : 'them'}{' '}
      is told, and can delete {comments === 1 ? 'it' : 'them'}.
    </Notice>
  )
}

const WIDEST_FIRST = Object.keys(AUDIENCE_CHOICES)
