import { forgetCopiesOf } from '@/components/client/forget-copies-of'
import { forgetStoredPages } from '@/components/client/forget-stored-pages'
import type { Frame } from '@/components/live/frames'
import { resetWithin } from '@/components/live/live-state'

/**
 * What the viewer may not see any more must not stay readable without the network either. A reset does not say what has
 * vanished, so everything is forgotten; what is read from then on is stored again.
 */
export async function forgetVanished(frame: Frame): Promise<void> {
  if (resetWithin(frame) !== null) await forgetStoredPages()
  else if (frame.event === 'post' && 'deleted' in frame.change) await forgetCopiesOf(frame.change.postId)
  else if (frame.event === 'person' && 'gone' in frame) await forgetCopiesOf(frame.userId)
}
